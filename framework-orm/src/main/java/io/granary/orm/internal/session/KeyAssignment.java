package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.error.FlushException;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.session.SequenceNumbers.Source;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.FunctionCall;
import io.granary.sql.Functions;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Gives new objects the keys that are made before their rows are: by a supplier, or by a sequence that is asked once for several. */
final class KeyAssignment {

    /** The dialect that has series of numbers; for H2 a trip costs nothing. */
    private static final String SERIES = "postgresql";

    private static final String BLOCKS = "blocks";

    /** How many blocks are asked for at once. */
    private static final int MOST = 10_000;

    private final SessionCore core;

    KeyAssignment(SessionCore core) {
        this.core = core;
    }

    CompletionStage<Done> assign(List<InstanceState> pending) {
        Map<KeyGeneration.BySequence, List<InstanceState>> waiting = new HashMap<>();
        for (InstanceState state : List.copyOf(pending)) {
            KeyGeneration generation = state.mapping().generation();
            boolean made =
                    generation instanceof KeyGeneration.BySupplier || generation instanceof KeyGeneration.BySequence;
            MappedColumn column = state.mapping().key().get(0);
            if (!made || EntityKeys.isSet(state.mapping(), column.slot(), state.current()[column.slot()])) {
                continue;
            }
            if (generation instanceof KeyGeneration.BySupplier by) {
                Object key = by.source().get();
                if (key == null) {
                    throw FlushException.of(
                            "The generator of the keys of " + state.mapping() + " gave null.", "Let it give a key.");
                }
                give(state, column, key);
            } else if (generation instanceof KeyGeneration.BySequence by) {
                waiting.computeIfAbsent(by, unused -> new ArrayList<>()).add(state);
            }
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (Map.Entry<KeyGeneration.BySequence, List<InstanceState>> group : waiting.entrySet()) {
            all = all.thenComposeAsync(done -> assign(group.getKey(), group.getValue(), 0), core.turn());
        }
        return all;
    }

    private CompletionStage<Done> assign(KeyGeneration.BySequence by, List<InstanceState> states, int from) {
        SequenceNumbers numbers = core.connection().numbers();
        Source source =
                new Source(by, core.connection().engine().executionOptions().schemaTranslation());
        List<Long> taken = numbers.take(source, states.size() - from);
        int rest = from;
        for (Long number : taken) {
            give(states.get(rest++), number);
        }
        if (rest == states.size()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        int waiting = rest;
        int blocks = (states.size() - rest + by.allocation() - 1) / by.allocation();
        return core.turn()
                .then(
                        blocks(by, Math.min(blocks, MOST)),
                        result -> assign(by, states, given(source, states, waiting, numbers, result)));
    }

    /** Several blocks of numbers where the database gives rows out of nothing, one otherwise. */
    private CompletionStage<Result> blocks(KeyGeneration.BySequence by, int count) {
        Select<?> next = Sql.select(by.sequence().nextValue());
        if (count == 1 || !core.connection().engine().dialect().name().equals(SERIES)) {
            return core.connection().read(next, Map.of());
        }
        FunctionCall<Integer> series = Functions.call(
                "generate_series", Types.INTEGER, Sql.literalSql("1", Types.INTEGER), Sql.bind(BLOCKS, Types.INTEGER));
        Select<?> many = next.from(Sql.tableOf(series, "blocks", Sql.column("block", Types.INTEGER)));
        return core.connection().read(many, Map.of(BLOCKS, count));
    }

    /** Gives objects the numbers they waited for, and puts by what is left; tells the first object that has none. */
    private int given(Source source, List<InstanceState> states, int from, SequenceNumbers numbers, Result result) {
        int next = from;
        for (Long first : result.scalars(Long.class)) {
            if (first == null) {
                throw FlushException.of("The sequence " + source.by().sequence() + " gave no number.", "Look at it.");
            }
            int used = Math.min(source.by().allocation(), states.size() - next);
            for (int i = 0; i < used; i++) {
                give(states.get(next++), first + i);
            }
            numbers.put(source, first + used, source.by().allocation() - used);
        }
        return next;
    }

    private void give(InstanceState state, Long number) {
        give(state, state.mapping().key().get(0), number);
    }

    private void give(InstanceState state, MappedColumn column, Object key) {
        // A rollback takes the key back: with it, the object would be taken for one that has a row.
        core.begun().inserting(state, state.current());
        @Nullable Object[] image = new @Nullable Object[state.mapping().columns().size()];
        image[column.slot()] = fitted(column.column().type().javaType(), key);
        BitSet slot = new BitSet();
        slot.set(column.slot());
        state.mapping().write(state.object(), image, slot);
    }

    private static Object fitted(Class<?> type, Object key) {
        if (!(key instanceof Long number) || type == Long.class) {
            return key;
        }
        return type == Integer.class ? (Object) Math.toIntExact(number) : (Object) number.shortValue();
    }
}
