package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Those that were to be deleted only because their owner is, and that another one has by now: they stay, with what was to be deleted because of them. */
final class Rescued {

    private final SessionObjects objects;

    Rescued(SessionObjects objects) {
        this.objects = objects;
    }

    /**
     * Has them stay.
     *
     * @param came what came to owners who stay
     * @return whether there are any
     */
    boolean take(Stream<Object> came) {
        Map<InstanceState, Set<InstanceState>> along = objects.deletedAlong();
        if (along.isEmpty()) {
            return false;
        }
        List<InstanceState> rescued = new ArrayList<>();
        came.flatMap(object -> objects.identities().find(object).stream())
                .filter(along::containsKey)
                .forEach(rescued::add);
        along.forEach((state, owners) -> {
            if (owners.stream().allMatch(owner -> hasLeft(state, owner))) {
                rescued.add(state);
            }
        });
        rescued.forEach(objects::revive);
        return !rescued.isEmpty();
    }

    /** Whether an object refers to another one than the owner with whom it was to go, who does not have it in any other way. */
    private boolean hasLeft(InstanceState state, InstanceState owner) {
        boolean left = false;
        for (Relationship<?, ?> relationship : owner.relationships()) {
            if (!relationship.cascades(Cascade.DELETE) || !relationship.target().isInstance(state.object())) {
                continue;
            }
            Optional<Relationship<?, ?>> held = held(relationship);
            if (held.isPresent() && refersToAnother(state, held.orElseThrow(), owner)) {
                left = true;
            } else if (owner.hasNow(relationship, state.object())
                    || owner.related(relationship).has(state.object())
                    || held.filter(reference -> state.refersTo(reference, owner))
                            .isPresent()) {
                return false;
            }
        }
        return left;
    }

    /** Whether a reference was changed to another object, which stays. */
    private boolean refersToAnother(InstanceState state, Relationship<?, ?> held, InstanceState owner) {
        Related now = state.relatedNow(held);
        Object other = now.object();
        return now.loaded()
                && other != null
                && other != owner.object()
                && other != state.related(held).object()
                && objects.identities()
                        .find(other)
                        .filter(objects.deleted()::contains)
                        .isEmpty();
    }

    private Optional<Relationship<?, ?>> held(Relationship<?, ?> relationship) {
        return relationship
                .terms()
                .mappedBy()
                .flatMap(name ->
                        objects.mappings().mapping(relationship.target()).relationship(name))
                .filter(Relationship::holdsReference);
    }
}
