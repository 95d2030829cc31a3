package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.flush.FlushStep.Members;
import io.granary.orm.internal.flush.FlushStep.Releases;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to become of rows that refer to deleted ones at relationships whose members are never loaded. */
final class UnknownMembers {

    private final SessionObjects objects;

    UnknownMembers(SessionObjects objects) {
        this.objects = objects;
    }

    /** The steps that come before objects of some classes are deleted. */
    List<FlushStep> of(List<EntityMapping<?>> group, List<InstanceState> deleted) {
        Map<Relationship<?, ?>, List<InstanceState>> owners = new LinkedHashMap<>();
        for (InstanceState state : deleted) {
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (relationship.isWriteOnly()) {
                    owners.computeIfAbsent(relationship, unused -> new ArrayList<>())
                            .add(state);
                }
            }
        }
        List<FlushStep> steps = new ArrayList<>();
        owners.forEach(
                (relationship, states) -> step(group, relationship, states).ifPresent(step -> {
                    steps.addAll(releases(step));
                    steps.add(step);
                }));
        return steps;
    }

    /** Owners that refer to one of those that go before them, of which nobody knows, refer to nothing first. */
    private static List<FlushStep> releases(Members members) {
        if (!members.relationship().cascades(Cascade.DELETE)) {
            return List.of();
        }
        Set<EntityKey> known =
                members.known().stream().map(InstanceState::requireKey).collect(Collectors.toUnmodifiableSet());
        List<Change> changes = new ArrayList<>();
        for (InstanceState owner : members.owners()) {
            BitSet slots = new BitSet();
            for (Relationship<?, ?> reference : owner.relationships()) {
                if (reference.holdsReference()
                        && reference.targetRoot() == members.mapping().rootType()
                        && mayBeNull(owner.mapping(), reference)
                        && EntityLoader.target(owner, reference)
                                .filter(key -> !known.contains(key))
                                .isPresent()) {
                    reference.terms().references().forEach(each -> slots.set(each.slot()));
                }
            }
            if (!slots.isEmpty()) {
                changes.add(new Change(owner, slots, false));
            }
        }
        List<FlushStep> steps = new ArrayList<>();
        Shapes.of(changes, change -> change.state().mapping())
                .forEach((mapping, some) -> steps.add(new Releases(mapping, some)));
        return steps;
    }

    private Optional<Members> step(
            List<EntityMapping<?>> group, Relationship<?, ?> relationship, List<InstanceState> owners) {
        EntityMapping<?> mapping = objects.mappings().mapping(relationship.target());
        Optional<Relationship<?, ?>> held =
                relationship.terms().mappedBy().flatMap(mapping::relationship).filter(Relationship::holdsReference);
        boolean concerns = relationship.cascades(Cascade.DELETE)
                || held.filter(reference -> mayBeNull(mapping, reference)).isPresent();
        if (held.isEmpty() || !concerns) {
            return Optional.empty();
        }
        // Those of other groups are deleted before.
        List<InstanceState> known = group.contains(mapping)
                ? objects.deleted().stream()
                        .filter(state -> relationship.target().isInstance(state.object()))
                        .toList()
                : List.of();
        return Optional.of(new Members(relationship, held.orElseThrow(), mapping, owners, known));
    }

    private static boolean mayBeNull(EntityMapping<?> mapping, Relationship<?, ?> held) {
        return held.terms().references().stream()
                .allMatch(reference ->
                        mapping.columns().get(reference.slot()).column().isNullable());
    }
}
