package io.granary.orm.internal.session;

import io.granary.orm.internal.flush.GivenValues;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Asks for which of the session's objects there is no row any more, behind a statement of which nobody can tell from here whose rows it took. */
final class GoneRows {

    private final SessionCore core;

    GoneRows(SessionCore core) {
        this.core = core;
    }

    /** Those of some objects whose rows are gone. Each class is asked for by its own table, for rows may be in others than those of the class above. */
    CompletionStage<List<InstanceState>> among(List<InstanceState> states) {
        Map<EntityMapping<?>, List<InstanceState>> byClass = new LinkedHashMap<>();
        states.forEach(state -> byClass.computeIfAbsent(state.mapping(), none -> new ArrayList<>())
                .add(state));
        Set<EntityKey> there = new HashSet<>();
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (Map.Entry<EntityMapping<?>, List<InstanceState>> group : byClass.entrySet()) {
            all = core.turn().then(all, done -> ask(group.getKey(), group.getValue(), there));
        }
        return core.turn()
                .map(
                        all,
                        done -> states.stream()
                                .filter(state -> !there.contains(state.requireKey()))
                                .toList());
    }

    private CompletionStage<Done> ask(EntityMapping<?> mapping, List<InstanceState> states, Set<EntityKey> there) {
        return new GivenValues(mapping, mapping.storedIn().get(0), List.of())
                .read(
                        states.stream().map(InstanceState::requireKey).toList(),
                        core.connection().engine().dialect(),
                        core.connection()::run,
                        core.turn(),
                        (key, nothing) -> there.add(key));
    }
}
