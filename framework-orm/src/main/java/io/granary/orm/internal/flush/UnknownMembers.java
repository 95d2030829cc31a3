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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is to become of rows that refer to deleted ones at relationships whose members are never loaded. */
final class UnknownMembers {

    private final SessionObjects objects;

    UnknownMembers(SessionObjects objects) {
        this.objects = objects;
    }

    /** The steps that come before objects of some classes are deleted. */
    List<FlushStep> of(List<EntityMapping<?>> group, List<InstanceState> deleted) {
        // Those of other groups are deleted before, and the references of those that go may be taken from them first.
        return steps(
                deleted,
                UnaryOperator.identity(),
                members -> members.relationship().cascades(Cascade.DELETE) && group.contains(members.mapping())
                        ? objects.deleted().stream()
                                .filter(state -> members.relationship().target().isInstance(state.object()))
                                .toList()
                        : List.of());
    }

    /**
     * The steps that come before anything else is written, where new objects take over the rows of others: what refers to such a row afterwards is the new one's.
     *
     * @param replaced the new objects, and whose rows they take over
     */
    List<FlushStep> ofReplaced(Map<InstanceState, InstanceState> replaced) {
        IdentityHashMap<InstanceState, InstanceState> heirs = new IdentityHashMap<>();
        replaced.forEach((heir, old) -> heirs.put(old, heir));
        List<FlushStep> steps = new ArrayList<>();
        for (FlushStep step :
                steps(List.copyOf(replaced.values()), old -> heirs.getOrDefault(old, old), this::referring)) {
            if (step instanceof Members members) {
                steps.addAll(apart(members));
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    /** A statement for each owner whose members are known, which are those of no other: a statement of all of them for every owner would be too long. */
    private static List<Members> apart(Members members) {
        if (members.known().isEmpty() || members.owners().size() == 1) {
            return List.of(members);
        }
        Map<Optional<EntityKey>, List<InstanceState>> known = members.known().stream()
                .collect(Collectors.groupingBy(state ->
                        isTold(state, members.held()) ? EntityLoader.target(state, members.held()) : Optional.empty()));
        List<InstanceState> ofNobodyKnows = known.getOrDefault(Optional.<EntityKey>empty(), List.of());
        List<InstanceState> others = new ArrayList<>();
        List<Members> apart = new ArrayList<>();
        for (InstanceState owner : members.owners()) {
            List<InstanceState> own = new ArrayList<>(known.getOrDefault(Optional.of(owner.requireKey()), List.of()));
            own.addAll(ofNobodyKnows);
            if (own.isEmpty()) {
                others.add(owner);
            } else {
                apart.add(new Members(members.relationship(), members.held(), members.mapping(), List.of(owner), own));
            }
        }
        if (!others.isEmpty()) {
            apart.add(new Members(members.relationship(), members.held(), members.mapping(), others, List.of()));
        }
        return apart;
    }

    private static boolean isTold(InstanceState state, Relationship<?, ?> held) {
        return state.loaded().get(held.terms().references().get(0).slot());
    }

    private List<FlushStep> steps(
            List<InstanceState> owners,
            UnaryOperator<InstanceState> holders,
            Function<Members, List<InstanceState>> known) {
        Map<Relationship<?, ?>, List<InstanceState>> byRelationship = new LinkedHashMap<>();
        for (InstanceState state : owners) {
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (relationship.isWriteOnly()) {
                    byRelationship
                            .computeIfAbsent(relationship, unused -> new ArrayList<>())
                            .add(state);
                }
            }
        }
        List<FlushStep> steps = new ArrayList<>();
        byRelationship.forEach((relationship, states) -> step(relationship, states, known)
                .ifPresent(step -> {
                    steps.addAll(releases(step, holders));
                    steps.add(step);
                }));
        return steps;
    }

    /** Those of the session whose rows refer to one of the owners, and those of which nobody knows what they refer to: what they say themselves is written of them. */
    private List<InstanceState> referring(Members members) {
        Set<EntityKey> owners =
                members.owners().stream().map(InstanceState::requireKey).collect(Collectors.toUnmodifiableSet());
        return objects.identities().persistent().stream()
                .filter(state -> members.relationship().target().isInstance(state.object()))
                .filter(state -> !isTold(state, members.held())
                        || EntityLoader.target(state, members.held())
                                .filter(owners::contains)
                                .isPresent())
                .toList();
    }

    /** Owners that refer to one of those that go before them, of which nobody knows, refer to nothing first; who has the row by then says so. */
    private static List<FlushStep> releases(Members members, UnaryOperator<InstanceState> holders) {
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
                changes.add(new Change(holders.apply(owner), slots, false));
            }
        }
        List<FlushStep> steps = new ArrayList<>();
        Shapes.of(changes, change -> change.state().mapping())
                .forEach((mapping, some) -> steps.add(new Releases(mapping, some)));
        return steps;
    }

    private Optional<Members> step(
            Relationship<?, ?> relationship, List<InstanceState> owners, Function<Members, List<InstanceState>> known) {
        EntityMapping<?> mapping = objects.mappings().mapping(relationship.target());
        Optional<Relationship<?, ?>> held =
                relationship.terms().mappedBy().flatMap(mapping::relationship).filter(Relationship::holdsReference);
        boolean concerns = relationship.cascades(Cascade.DELETE)
                || held.filter(reference -> mayBeNull(mapping, reference)).isPresent();
        if (held.isEmpty() || !concerns) {
            return Optional.empty();
        }
        Members unknown = new Members(relationship, held.orElseThrow(), mapping, owners, List.of());
        return Optional.of(new Members(relationship, unknown.held(), mapping, owners, known.apply(unknown)));
    }

    private static boolean mayBeNull(EntityMapping<?> mapping, Relationship<?, ?> held) {
        return held.terms().references().stream()
                .allMatch(reference ->
                        mapping.columns().get(reference.slot()).column().isNullable());
    }
}
