package io.granary.orm.internal.session;

import io.granary.orm.internal.flush.GivenValues;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Reads the versions that statements of the transaction itself gave rows by an expression, before their objects are written: the one that was loaded is none that a
 * row has any more, and nobody else can have changed the row since. (SQLAlchemy loads an expired version at the flush.)
 */
final class CountedVersions {

    private final SessionCore core;

    CountedVersions(SessionCore core) {
        this.core = core;
    }

    /** By one query for each class. */
    CompletionStage<Done> read(List<InstanceState> states) {
        Map<EntityMapping<Object>, List<InstanceState>> byClass = new LinkedHashMap<>();
        states.forEach(state -> byClass.computeIfAbsent(state.mapping(), none -> new ArrayList<>())
                .add(state));
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (Map.Entry<EntityMapping<Object>, List<InstanceState>> group : byClass.entrySet()) {
            all = core.turn().then(all, done -> read(group.getKey(), group.getValue()));
        }
        return all;
    }

    private CompletionStage<Done> read(EntityMapping<?> mapping, List<InstanceState> states) {
        Turn turn = core.turn();
        MappedColumn version = mapping.version().orElseThrow();
        TablePart topmost = mapping.storedIn().get(0);
        List<EntityKey> keys = states.stream().map(InstanceState::requireKey).toList();
        return new GivenValues(mapping, topmost, List.of(topmost.column(version.slot())))
                .read(
                        keys,
                        core.connection().engine().dialect(),
                        core.connection()::run,
                        turn,
                        (key, values) -> core.identities()
                                .find(key)
                                .ifPresent(state -> learn(state, version.slot(), values.get(0))));
    }

    private static void learn(InstanceState state, int slot, @Nullable Object value) {
        BitSet version = new BitSet();
        version.set(slot);
        @Nullable Object[] image = new @Nullable Object[state.mapping().columns().size()];
        image[slot] = value;
        if (state.differs(slot, state.current()[slot])) {
            // One that the program has given since is the next.
            state.commit(image, version);
        } else {
            state.take(image, version);
        }
    }
}
