package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts rows that are deleted, of classes that refer to one another or to themselves: those that nothing refers to any more come first. */
final class DeleteOrder {

    private DeleteOrder() {}

    static List<FlushStep.Deletes> of(List<EntityMapping<?>> group, List<InstanceState> deleted) {
        Map<EntityKey, InstanceState> byKey = new HashMap<>();
        deleted.forEach(state -> byKey.put(state.requireKey(), state));
        Set<InstanceState> left = new LinkedHashSet<>(deleted);
        List<FlushStep.Deletes> waves = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<InstanceState> referred = new HashSet<>();
            for (InstanceState state : left) {
                addReferred(state, byKey, referred);
            }
            List<InstanceState> ready =
                    left.stream().filter(state -> !referred.contains(state)).toList();
            if (ready.isEmpty()) {
                // A circle, which the database may let go at once, or as its references are set to NULL by itself.
                ready = List.copyOf(left);
            }
            ready.forEach(left::remove);
            for (EntityMapping<?> mapping : group) {
                List<InstanceState> own = ready.stream()
                        .filter(state -> state.mapping() == mapping)
                        .toList();
                if (!own.isEmpty()) {
                    waves.add(new FlushStep.Deletes(mapping, own));
                }
            }
        }
        return waves;
    }

    private static void addReferred(
            InstanceState state, Map<EntityKey, InstanceState> byKey, Set<InstanceState> referred) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()) {
                EntityLoader.target(state, relationship)
                        .map(byKey::get)
                        .filter(target -> target != state)
                        .ifPresent(referred::add);
            }
        }
    }
}
