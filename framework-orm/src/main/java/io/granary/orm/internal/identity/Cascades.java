package io.granary.orm.internal.identity;

import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Along which relationships objects come into a session, and go out of it, with others. */
final class Cascades {

    private final SessionObjects objects;
    private final PendingOwners owners;
    private final StayingOut stayingOut = new StayingOut();

    Cascades(SessionObjects objects) {
        this.objects = objects;
        this.owners = new PendingOwners(objects.identities());
    }

    PendingOwners owners() {
        return owners;
    }

    StayingOut stayingOut() {
        return stayingOut;
    }

    /**
     * Takes in what the relationships of an object have.
     *
     * @param onlyWhatCame whether what was there when it was loaded or flushed, or was let go of since, stays away
     */
    void takeIn(InstanceState root, boolean onlyWhatCame) {
        if (root.relationships().isEmpty()) {
            return;
        }
        Deque<InstanceState> open = new ArrayDeque<>();
        Set<InstanceState> visited = new LinkedHashSet<>();
        open.add(root);
        while (!open.isEmpty()) {
            InstanceState state = open.remove();
            if (!visited.add(state)) {
                continue;
            }
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (!relationship.cascades(Cascade.SAVE_UPDATE)) {
                    continue;
                }
                for (Object related : state.relatedNow(relationship).objects()) {
                    if (related != null
                            && isOutside(related)
                            && !isDeleted(state, relationship, related)
                            && !(onlyWhatCame && staysAway(state, relationship, related))) {
                        InstanceState added = objects.addOne(related);
                        if (relationship.cascades(Cascade.DELETE_ORPHAN)) {
                            owners.put(added, state, relationship);
                        }
                        open.add(added);
                    }
                }
            }
        }
    }

    private boolean isOutside(Object related) {
        return !objects.isGone(related) && objects.identities().find(related).isEmpty();
    }

    /** Whether the deletion of an object was committed. One with a key of the program's is inserted anew, unless it is only left over where it was. */
    private boolean isDeleted(InstanceState state, Relationship<?, ?> relationship, Object related) {
        return objects.hasNoMoreRow(related)
                || (objects.wasDeleted(related) && state.related(relationship).has(related));
    }

    private boolean staysAway(InstanceState state, Relationship<?, ?> relationship, Object related) {
        return state.related(relationship).has(related) || stayingOut.holds(state, relationship, related);
    }

    /** An object, and those that its relationships have, as far as they cascade that it is let go of. */
    List<InstanceState> expunged(InstanceState root) {
        Set<InstanceState> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        List<InstanceState> all = new ArrayList<>();
        Deque<InstanceState> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            InstanceState state = open.remove();
            if (!visited.add(state)) {
                continue;
            }
            all.add(state);
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (relationship.cascades(Cascade.EXPUNGE)) {
                    for (Object related : state.relatedNow(relationship).objects()) {
                        if (related != null) {
                            objects.identities().find(related).ifPresent(open::add);
                        }
                    }
                }
            }
        }
        return all;
    }
}
