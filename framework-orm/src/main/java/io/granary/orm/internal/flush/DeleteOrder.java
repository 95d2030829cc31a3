package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts rows that are deleted, of classes that refer to one another or to themselves: those that nothing refers to any more come first. */
final class DeleteOrder {

    private DeleteOrder() {}

    static List<FlushStep> of(List<EntityMapping<?>> group, List<InstanceState> deleted) {
        Map<EntityKey, InstanceState> byKey = new HashMap<>();
        deleted.forEach(state -> byKey.put(state.requireKey(), state));
        Set<InstanceState> left = new LinkedHashSet<>(deleted);
        List<FlushStep> waves = new ArrayList<>();
        Set<InstanceState> released = new HashSet<>();
        while (!left.isEmpty()) {
            Set<InstanceState> referred = new HashSet<>();
            for (InstanceState state : left) {
                if (!released.contains(state)) {
                    referred.addAll(referred(state, byKey).values());
                }
            }
            List<InstanceState> ready =
                    left.stream().filter(state -> !referred.contains(state)).toList();
            if (ready.isEmpty()) {
                Optional<InstanceState> breakable = left.stream()
                        .filter(state -> !released.contains(state) && mayRelease(state, byKey))
                        .findFirst();
                if (breakable.isPresent()) {
                    InstanceState state = breakable.orElseThrow();
                    released.add(state);
                    waves.add(new FlushStep.Releases(state.mapping(), List.of(release(state, byKey))));
                    continue;
                }
                // A circle without a reference that may be NULL, which the database may let go at once.
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

    /** The rows among those that are deleted that a row refers to, by the relationship. */
    private static Map<Relationship<?, ?>, InstanceState> referred(
            InstanceState state, Map<EntityKey, InstanceState> byKey) {
        Map<Relationship<?, ?>, InstanceState> referred = new HashMap<>();
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()) {
                EntityLoader.target(state, relationship)
                        .map(byKey::get)
                        .filter(target -> target != state)
                        .ifPresent(target -> referred.put(relationship, target));
            }
        }
        return referred;
    }

    /** Whether a row of a circle can refer to none of the others for a moment. */
    private static boolean mayRelease(InstanceState state, Map<EntityKey, InstanceState> byKey) {
        BitSet slots = release(state, byKey).slots();
        return !slots.isEmpty()
                && slots.stream()
                        .allMatch(slot ->
                                state.mapping().columns().get(slot).column().isNullable());
    }

    private static Change release(InstanceState state, Map<EntityKey, InstanceState> byKey) {
        BitSet slots = new BitSet();
        referred(state, byKey)
                .keySet()
                .forEach(relationship -> relationship.terms().references().forEach(each -> slots.set(each.slot())));
        return new Change(state, slots, false);
    }
}
