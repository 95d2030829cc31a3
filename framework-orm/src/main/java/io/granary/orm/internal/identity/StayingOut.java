package io.granary.orm.internal.identity;

import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where objects without a row still were when the session let go of them. They do not come back from there by themselves, until somebody adds
 * them, or puts them there anew.
 */
final class StayingOut {

    private final List<Place> places = new ArrayList<>();

    private record Place(InstanceState owner, Relationship<?, ?> relationship, Object member) {

        boolean isOf(InstanceState other, Relationship<?, ?> along, Object object) {
            return owner == other && relationship.equals(along) && member == object;
        }
    }

    /** Notes where an object is of which the session lets go. */
    void note(InstanceState state, Collection<InstanceState> all) {
        for (InstanceState owner : all) {
            for (Relationship<?, ?> relationship : owner.relationships()) {
                if (relationship.cascades(Cascade.SAVE_UPDATE) && owner.hasNow(relationship, state.object())) {
                    places.add(new Place(owner, relationship, state.object()));
                }
            }
        }
    }

    boolean holds(InstanceState owner, Relationship<?, ?> relationship, Object member) {
        return !places.isEmpty() && places.stream().anyMatch(place -> place.isOf(owner, relationship, member));
    }

    /** Somebody adds an object. */
    void forget(Object member) {
        if (!places.isEmpty()) {
            places.removeIf(place -> place.member() == member);
        }
    }

    /** Forgets those that are not there any more. */
    void forgetMoved() {
        places.removeIf(place -> !place.owner().hasNow(place.relationship(), place.member()));
    }

    void clear() {
        places.clear();
    }
}
