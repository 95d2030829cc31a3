package io.granary.orm.internal.flush;

import io.granary.error.CircularDependencyException;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts rows of classes that refer to one another, or to themselves: wave by wave, each of rows that refer only to rows of earlier ones.
 * Where rows refer to one
 * another in a circle, one that may be NULL for a moment is written later ({@code post_update} in SQLAlchemy).
 */
final class RowOrder {

    private final References references;
    private final List<Change> later = new ArrayList<>();

    RowOrder(References references) {
        this.references = references;
    }

    /** What has to be written of rows once all are there. */
    List<Change> later() {
        return later;
    }

    /** The rows of one group of classes, in waves. */
    List<FlushStep.Inserts> inserts(List<EntityMapping<?>> group, List<InstanceState> pending) {
        IdentityHashMap<InstanceState, Set<InstanceState>> awaited = new IdentityHashMap<>();
        Set<InstanceState> left = new LinkedHashSet<>(pending);
        for (InstanceState state : pending) {
            awaited.put(state, awaited(state, left));
        }
        List<FlushStep.Inserts> waves = new ArrayList<>();
        while (!left.isEmpty()) {
            List<InstanceState> ready = left.stream()
                    .filter(state ->
                            awaited.getOrDefault(state, Set.of()).stream().noneMatch(left::contains))
                    .toList();
            if (ready.isEmpty()) {
                ready = List.of(broken(left, awaited));
            }
            ready.forEach(left::remove);
            for (EntityMapping<?> mapping : group) {
                List<InstanceState> own = ready.stream()
                        .filter(state -> state.mapping() == mapping)
                        .toList();
                if (!own.isEmpty()) {
                    waves.add(new FlushStep.Inserts(mapping, own));
                }
            }
        }
        return waves;
    }

    private Set<InstanceState> awaited(InstanceState state, Set<InstanceState> pending) {
        Set<InstanceState> found = new LinkedHashSet<>();
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()) {
                references
                        .awaited(state, relationship)
                        .filter(pending::contains)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** A row of a circle whose references may be NULL until the others are there. */
    private InstanceState broken(Set<InstanceState> left, IdentityHashMap<InstanceState, Set<InstanceState>> awaited) {
        for (InstanceState state : left) {
            BitSet slots = new BitSet();
            boolean possible = true;
            for (Relationship<?, ?> relationship : state.relationships()) {
                Optional<InstanceState> target =
                        relationship.holdsReference() ? references.awaited(state, relationship) : Optional.empty();
                if (target.filter(left::contains).isEmpty()) {
                    continue;
                }
                for (Reference reference : relationship.terms().references()) {
                    slots.set(reference.slot());
                    possible &= state.mapping()
                            .columns()
                            .get(reference.slot())
                            .column()
                            .isNullable();
                }
            }
            if (possible) {
                later.add(new Change(state, slots, false));
                awaited.put(state, Set.of());
                return state;
            }
        }
        throw CircularDependencyException.of(
                "The new objects " + left + " refer to one another in a circle, by columns that may not be NULL.",
                "Let one of the references be optional.");
    }
}
