package io.granary.schema;

import io.granary.error.InvalidRequestException;
import io.granary.schema.SchemaHook.Moment;
import io.granary.sql.Executable;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Writes down the statements that create or drop tables, in an order in which a database takes them. */
final class SchemaPlan {

    private final MetaData all;
    private final SchemaDialect dialect;
    private final NamingConvention naming;

    SchemaPlan(MetaData all, SchemaDialect dialect) {
        this.all = all;
        this.dialect = dialect;
        this.naming = all.naming().upTo(dialect.nameLength());
    }

    /** Each table with its indexes and comments, behind those it refers to; foreign keys that no order satisfies at the end. */
    List<Executable> creating(SchemaParts parts) {
        TableOrder order = TableOrder.of(parts.tables());
        List<ForeignKey> later = altered(order);
        List<Executable> statements = new ArrayList<>(hooks(Moment.BEFORE_CREATE));
        parts.enums().forEach(type -> statements.add(new CreateEnumType(type)));
        parts.sequences().forEach(sequence -> statements.add(new CreateSequence(sequence, false)));
        for (Table table : order.sorted()) {
            statements.add(new CreateTable(table, false, later, naming));
            table.indexes(naming).forEach(index -> statements.add(new CreateIndex(index, false)));
            if (dialect.hasCommentStatements()) {
                statements.addAll(comments(table));
            }
        }
        later.forEach(key -> statements.add(new AddForeignKey(key.table(), named(key))));
        statements.addAll(hooks(Moment.AFTER_CREATE));
        return statements;
    }

    /** The other way round: the foreign keys that no order satisfies first, for a table that is referred to stays; where they stay, they are not looked at. */
    List<Executable> dropping(SchemaParts parts) {
        TableOrder order = TableOrder.of(parts.tables());
        List<Executable> statements = new ArrayList<>(hooks(Moment.BEFORE_DROP));
        for (ForeignKey key : altered(order)) {
            ForeignKey named = named(key);
            if (named.name().isEmpty()) {
                throw InvalidRequestException.of(
                        "Tables refer to one another in a circle, and the foreign key from " + key.table() + " to "
                                + key.target() + " in it has no name by which it could be dropped first.",
                        "Name it: foreignKey(\"fk_…\", …), or give the MetaData a NamingConvention.");
            }
            statements.add(new DropForeignKey(key.table(), named));
        }
        boolean circular = !order.circular().isEmpty();
        if (circular) {
            dialect.checksForeignKeys(true).ifPresent(deferred -> statements.add(Sql.text(deferred)));
        }
        for (int i = order.sorted().size() - 1; i >= 0; i--) {
            statements.add(new DropTable(order.sorted().get(i), false));
        }
        if (circular) {
            dialect.checksForeignKeys(false).ifPresent(atOnce -> statements.add(Sql.text(atOnce)));
        }
        parts.sequences().forEach(sequence -> statements.add(new DropSequence(sequence, false)));
        parts.enums().forEach(type -> statements.add(new DropEnumType(type, false)));
        statements.addAll(hooks(Moment.AFTER_DROP));
        return statements;
    }

    /** Those to be added when all tables are there, and dropped before any goes. */
    private List<ForeignKey> altered(TableOrder order) {
        return dialect.altersForeignKeys() ? order.circular() : List.of();
    }

    private List<Executable> hooks(Moment moment) {
        return SchemaHook.statements(all.hooks(), moment, dialect);
    }

    private ForeignKey named(ForeignKey key) {
        return new ForeignKey(naming.nameOf(key.table(), key).orElse(null), key.columns(), key.targets());
    }

    private static List<Executable> comments(Table table) {
        List<Executable> statements = new ArrayList<>();
        table.commentText().ifPresent(text -> statements.add(new CommentOn(table, null, text)));
        for (Column<?> column : table.tableColumns()) {
            column.options().commentText().ifPresent(text -> statements.add(new CommentOn(table, column, text)));
        }
        return statements;
    }

    static CompletionStage<Done> run(SchemaSession session, List<Executable> statements) {
        CompletionStage<Done> done = CompletableFuture.completedStage(Done.getInstance());
        for (Executable statement : statements) {
            done = done.thenCompose(before -> session.run(statement));
        }
        return done;
    }
}
