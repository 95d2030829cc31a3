package io.granary.orm.internal.identity;

import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a set makes of members that are equal by what their class says: it has one of them. The others are not in it, and have not left it either, for nobody
 * has taken them out.
 */
final class EqualMembers {

    private EqualMembers() {}

    /**
     * {@return what an object has in the database at a relationship, without those that its set refuses}
     *
     * @param relationship a relationship to many
     * @param owner the object, which has its collection already
     * @param stored what the database has there
     */
    static Related of(Relationship<?, ?> relationship, Object owner, List<@Nullable Object> stored) {
        if (!(relationship.get(owner) instanceof Set<?> set) || set instanceof UnloadedCollection) {
            return new Related(true, stored);
        }
        Set<Object> there = identities(set);
        Set<Object> known = identities(stored);
        List<@Nullable Object> taken = new ArrayList<>(stored.size());
        List<Object> refused = new ArrayList<>(0);
        for (Object each : stored) {
            if (each == null || there.contains(each) || !hasOther(set, each, known)) {
                taken.add(each);
            } else {
                refused.add(each);
            }
        }
        return new Related(true, taken, refused);
    }

    /** Whether a set has an equal one in place of an object, which the database has there, too; a new one replaces it. */
    private static boolean hasOther(Set<?> set, Object object, Set<Object> known) {
        return set.contains(object) && set.stream().anyMatch(each -> known.contains(each) && object.equals(each));
    }

    private static Set<Object> identities(Iterable<?> objects) {
        Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object object : objects) {
            if (object != null) {
                identities.add(object);
            }
        }
        return identities;
    }
}
