package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What was loaded in a transaction of what others refer to objects with, and what was known of it before. */
final class LoadedMembers {

    private static final int MANY = 1000;

    /** What was known first counts. */
    private final IdentityHashMap<InstanceState, Map<Relationship<?, ?>, Related>> all = new IdentityHashMap<>(4);

    /** How many are looked through for those whose object has left the session. */
    private int many = MANY;

    /** Notes what is known of a relationship before it is loaded. */
    void note(InstanceState state, Relationship<?, ?> relationship) {
        if (all.size() >= many) {
            all.keySet().removeIf(noted -> !noted.isPersistent());
            many = Math.max(MANY, 2 * all.size());
        }
        of(state).putIfAbsent(relationship, state.related(relationship));
    }

    private Map<Relationship<?, ?>, Related> of(InstanceState state) {
        return all.computeIfAbsent(state, unused -> new HashMap<>());
    }

    /** What is noted here is noted there, of some objects. */
    void handTo(LoadedMembers other, Predicate<InstanceState> some) {
        all.forEach((state, relationships) -> {
            if (some.test(state)) {
                relationships.forEach(other.of(state)::putIfAbsent);
            }
        });
    }

    /** Has relationships be what they were; of others it stays noted what they were. */
    void giveBack(Predicate<Relationship<?, ?>> some) {
        all.forEach((state, relationships) -> relationships
                .entrySet()
                .removeIf(noted -> state.isPersistent()
                        && some.test(noted.getKey())
                        && giveBack(state, noted.getKey(), noted.getValue())));
    }

    private static boolean giveBack(InstanceState state, Relationship<?, ?> relationship, Related before) {
        boolean known = before.loaded();
        state.giveBack(relationship, before);
        if (known) {
            // It was loaded anew, for it was not to be relied upon.
            state.expire();
        }
        return true;
    }
}
