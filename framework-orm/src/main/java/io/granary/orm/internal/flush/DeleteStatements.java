package io.granary.orm.internal.flush;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.orm.EntityState;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.KeyedUpdate.Shape;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Delete;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rows of one class by one statement. */
final class DeleteStatements {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteStatements.class);
    private static final String VERSION = "version";

    /** No database takes any number of keys in one list. */
    private static final int MOST = 10_000;

    private final Terms terms;
    private final EntityMapping<?> mapping;

    DeleteStatements(Terms terms, EntityMapping<?> mapping) {
        this.terms = terms;
        this.mapping = mapping;
    }

    CompletionStage<Done> write(List<InstanceState> states) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (List<InstanceState> group : Shapes.of(states, this::isVersioned).values()) {
            for (int from = 0; from < group.size(); from += MOST) {
                List<InstanceState> some = group.subList(from, Math.min(group.size(), from + MOST));
                all = terms.turn().then(all, done -> writeSome(some));
            }
        }
        return all;
    }

    /** Whether the version that the row has to have is known. */
    private boolean isVersioned(InstanceState state) {
        return mapping.version().isPresent() && UpdateStatements.oldVersion(mapping, state) != null;
    }

    /** From the tables of the class upwards, for each row refers to the one above it. */
    private CompletionStage<Done> writeSome(List<InstanceState> states) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int i = mapping.storedIn().size() - 1; i >= 0; i--) {
            TablePart part = mapping.storedIn().get(i);
            boolean versioned = i == 0 && isVersioned(states.get(0));
            all = i == mapping.storedIn().size() - 1
                    ? delete(states, part, versioned)
                    : terms.turn().then(all, done -> delete(states, part, versioned));
        }
        return terms.turn().map(all, done -> settle(states));
    }

    private CompletionStage<Done> delete(List<InstanceState> states, TablePart part, boolean versioned) {
        if (!versioned && mapping.key().size() == 1 && states.size() > 1) {
            return terms.runner()
                    .run(byList(part, part.key().get(0), states), List.of())
                    .thenApplyAsync(result -> check(states, result, part, false), terms.turn());
        }
        Shape shape = new Shape(mapping, part, new BitSet(), versioned, List.of());
        if (mapping.storedIn().size() == 1 && states.size() > 1 && RowArrays.fitDelete(shape, terms.dialect())) {
            return inArrays(states, shape);
        }
        Delete delete = Sql.delete(part.table());
        for (Expression<Boolean> condition : KeyConditions.of(mapping, part)) {
            delete = delete.where(condition);
        }
        if (versioned) {
            delete = delete.where(KeyConditions.equal(part.column(version().slot()), VERSION));
        }
        List<Map<String, Object>> parameters =
                states.stream().map(state -> parameters(state, versioned)).toList();
        return terms.runner()
                .run(delete, parameters)
                .thenApplyAsync(result -> check(states, result, part, versioned), terms.turn());
    }

    private CompletionStage<Done> inArrays(List<InstanceState> states, Shape shape) {
        RowArrays arrays = new RowArrays(shape);
        List<KeyedRow> rows = states.stream()
                .map(state -> new KeyedRow(
                        state.requireKey(),
                        List.of(),
                        shape.versioned() ? UpdateStatements.oldVersion(mapping, state) : null))
                .toList();
        return terms.turn().map(terms.runner().run(arrays.delete(), List.of(arrays.parameters(rows))), result -> {
            Set<EntityKey> there = arrays.keys(result);
            List<InstanceState> missing = states.stream()
                    .filter(state -> !there.contains(state.requireKey()))
                    .toList();
            requireAll(
                    mapping.storedIn().get(0),
                    states.size(),
                    there.size(),
                    "Not matched: " + some(missing),
                    shape.versioned());
            return Done.getInstance();
        });
    }

    private static List<InstanceState> some(List<InstanceState> states) {
        return states.stream().limit(10).toList();
    }

    @SuppressWarnings("unchecked") // the values of a key's column are of its class
    private static <T> Delete byList(TablePart part, Column<T> key, List<InstanceState> states) {
        List<T> keys = states.stream()
                .map(state -> (T) state.requireKey().values().get(0))
                .toList();
        return Sql.delete(part.table()).where(key.in(keys));
    }

    private MappedColumn version() {
        return mapping.version().orElseThrow();
    }

    private Map<String, Object> parameters(InstanceState state, boolean versioned) {
        Map<String, Object> parameters = new HashMap<>();
        KeyConditions.put(parameters, mapping, state.requireKey());
        if (versioned) {
            parameters.put(VERSION, UpdateStatements.oldVersion(mapping, state));
        }
        return parameters;
    }

    private static Done check(List<InstanceState> states, Result result, TablePart part, boolean versioned) {
        if (result.rowCount() != ResultData.UNKNOWN) {
            requireAll(part, states.size(), result.rowCount(), "It was for " + some(states), versioned);
        }
        return Done.getInstance();
    }

    private static void requireAll(TablePart part, long expected, long matched, String which, boolean versioned) {
        if (matched == expected) {
            return;
        }
        StaleRows found = StaleRows.of("DELETE from " + part.table(), "delete " + expected, matched, which);
        if (versioned) {
            throw found.changed();
        }
        LOG.warn("{} They are gone either way.", found.sentence());
    }

    private Done settle(List<InstanceState> states) {
        for (InstanceState state : states) {
            EntityKey key = state.requireKey();
            terms.identities().remove(state, EntityState.DELETED);
            terms.log().deleted(state, key);
            mapping.callbacks().call(Moment.AFTER_DELETE, state.object());
        }
        return Done.getInstance();
    }
}
