package io.granary.orm.internal.flush;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.FlushStep.Link;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.JoinTable;
import io.granary.schema.Column;
import io.granary.sql.Delete;
import io.granary.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Inserts and deletes rows between two classes. */
final class JoinRowStatements {

    private final Terms terms;
    private final JoinTable join;

    JoinRowStatements(Terms terms, JoinTable join) {
        this.terms = terms;
        this.join = join;
    }

    CompletionStage<Done> link(List<Link> links) {
        return terms.runner()
                .run(Sql.insert(join.table()), links.stream().map(this::values).toList())
                .thenApplyAsync(result -> Done.getInstance(), terms.turn());
    }

    CompletionStage<Done> unlink(List<Link> links) {
        CompletionStage<Done> all = CompletableFuture.completedStage(Done.getInstance());
        for (List<Link> group : Shapes.of(links, link -> List.of(link.owner() != null, link.target() != null))
                .values()) {
            all = all.thenComposeAsync(done -> unlinkSome(group), terms.turn());
        }
        return all;
    }

    private CompletionStage<Done> unlinkSome(List<Link> links) {
        Delete delete = Sql.delete(join.table());
        if (links.get(0).owner() != null) {
            delete = where(delete, join.ownerColumns());
        }
        if (links.get(0).target() != null) {
            delete = where(delete, join.targetColumns());
        }
        boolean single = links.get(0).owner() != null && links.get(0).target() != null;
        return terms.runner()
                .run(delete, links.stream().map(this::values).toList())
                .thenApplyAsync(result -> settle(links, result, single), terms.turn());
    }

    private static Delete where(Delete delete, List<Column<?>> columns) {
        Delete with = delete;
        for (Column<?> column : columns) {
            with = with.where(KeyConditions.equal(column, column.key()));
        }
        return with;
    }

    private Map<String, Object> values(Link link) {
        Map<String, Object> values = new HashMap<>();
        put(values, join.ownerColumns(), link.owner());
        put(values, join.targetColumns(), link.target());
        return values;
    }

    private static void put(Map<String, Object> values, List<Column<?>> columns, @Nullable InstanceState state) {
        if (state != null) {
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i).key(), state.requireKey().values().get(i));
            }
        }
    }

    private Done settle(List<Link> links, Result result, boolean counted) {
        if (counted && result.rowCount() != ResultData.UNKNOWN && result.rowCount() != links.size()) {
            throw StaleRows.of("DELETE from " + join.table(), "delete " + links.size(), result.rowCount(), "")
                    .takenOut();
        }
        return Done.getInstance();
    }
}
