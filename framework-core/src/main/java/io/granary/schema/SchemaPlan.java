package io.granary.schema;

import io.granary.error.InvalidRequestException;
import io.granary.sql.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** The statements that create or drop tables, in an order in which a database takes them. */
record SchemaPlan(List<Executable> statements) {

    /** Copies the list. */
    SchemaPlan {
        statements = List.copyOf(statements);
    }

    /** Each table with its indexes, behind those it refers to; foreign keys that no order satisfies at the end. */
    static SchemaPlan creating(List<Table> tables) {
        TableOrder order = TableOrder.of(tables);
        List<Executable> statements = new ArrayList<>();
        for (Table table : order.sorted()) {
            statements.add(new CreateTable(table, false, order.circular()));
            table.indexes().forEach(index -> statements.add(new CreateIndex(index, false)));
        }
        order.circular().forEach(key -> statements.add(new AddForeignKey(key.table(), key)));
        return new SchemaPlan(statements);
    }

    /** The other way round: the foreign keys that no order satisfies first, for a table that is referred to stays. */
    static SchemaPlan dropping(List<Table> tables) {
        TableOrder order = TableOrder.of(tables);
        List<Executable> statements = new ArrayList<>();
        for (ForeignKey key : order.circular()) {
            if (key.name().isEmpty()) {
                throw InvalidRequestException.of(
                        "Tables refer to one another in a circle, and the foreign key from " + key.table() + " to "
                                + key.target() + " in it has no name by which it could be dropped first.",
                        "Name it: foreignKey(\"fk_…\", …).");
            }
            statements.add(new DropForeignKey(key.table(), key));
        }
        for (int i = order.sorted().size() - 1; i >= 0; i--) {
            statements.add(new DropTable(order.sorted().get(i), false));
        }
        return new SchemaPlan(statements);
    }

    CompletionStage<Done> run(SchemaSession session) {
        CompletionStage<Done> done = CompletableFuture.completedStage(Done.getInstance());
        for (Executable statement : statements) {
            done = done.thenCompose(before -> session.run(statement));
        }
        return done;
    }
}
