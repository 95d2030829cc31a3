package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was loaded in a transaction of what others refer to objects with, and what was known of it before. */
final class LoadedMembers {

    private static final int MANY = 1000;

    private final List<Loaded> all = new ArrayList<>();

    /** How many are looked through for those whose object has left the session. */
    private int many = MANY;

    private record Loaded(InstanceState state, Relationship<?, ?> relationship, Related before) {

        void giveBack() {
            if (!state.isPersistent()) {
                return;
            }
            boolean known = before.loaded();
            state.giveBack(relationship, before);
            if (known) {
                // It was loaded anew, for it was not to be relied upon.
                state.expire();
            }
        }
    }

    /** Notes what is known of a relationship before it is loaded. */
    void note(InstanceState state, Relationship<?, ?> relationship) {
        if (all.size() >= many) {
            all.removeIf(loaded -> !loaded.state().isPersistent());
            many = Math.max(MANY, 2 * all.size());
        }
        all.add(new Loaded(state, relationship, state.related(relationship)));
    }

    /** What is noted here is noted there, of some objects. */
    void handTo(LoadedMembers other, Predicate<InstanceState> some) {
        for (Loaded loaded : all) {
            if (some.test(loaded.state())) {
                other.all.add(loaded);
            }
        }
    }

    /** Has the relationships be what they were, the first that was noted of each last. */
    void giveBack() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).giveBack();
        }
    }
}
