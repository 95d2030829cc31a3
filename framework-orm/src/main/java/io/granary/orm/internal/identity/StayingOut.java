package io.granary.orm.internal.identity;

import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Where objects without a row still were when the session let go of them. They do not come back from there by themselves, until somebody adds
 * them, or puts them there anew.
 */
final class StayingOut {

    private final IdentityHashMap<Object, List<Place>> places = new IdentityHashMap<>(4);

    private record Place(InstanceState owner, Relationship<?, ?> relationship) {}

    /** Notes where an object is of which the session lets go. */
    void note(InstanceState state, Collection<InstanceState> all) {
        Object member = state.object();
        for (InstanceState owner : all) {
            for (Relationship<?, ?> relationship : owner.relationships()) {
                if (relationship.cascades(Cascade.SAVE_UPDATE) && owner.hasNow(relationship, member)) {
                    places.computeIfAbsent(member, unused -> new ArrayList<>()).add(new Place(owner, relationship));
                }
            }
        }
    }

    boolean holds(InstanceState owner, Relationship<?, ?> relationship, Object member) {
        List<Place> there = places.get(member);
        return there != null
                && there.stream()
                        .anyMatch(place ->
                                place.owner() == owner && place.relationship().equals(relationship));
    }

    /** Somebody adds an object. */
    void forget(Object member) {
        places.remove(member);
    }

    /** Forgets those that are not there any more, or whose owner has left the session itself. */
    void forgetMoved() {
        if (places.isEmpty()) {
            return;
        }
        places.forEach((member, there) -> there.removeIf(
                place -> !(place.owner().isPersistent() || place.owner().isPending())
                        || !place.owner().hasNow(place.relationship(), member)));
        places.values().removeIf(List::isEmpty);
    }

    void clear() {
        places.clear();
    }
}
