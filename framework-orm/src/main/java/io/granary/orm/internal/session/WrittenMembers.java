package io.granary.orm.internal.session;

import io.granary.orm.WriteOnly;
import io.granary.orm.internal.identity.InstanceState;
import java.util.List;

/**
 * What was written of a relationship whose members are never loaded.
 *
 * @param owner whose
 * @param recorded where it was recorded
 * @param come what came
 * @param gone what went
 */
record WrittenMembers(InstanceState owner, WriteOnly<?> recorded, List<Object> come, List<Object> gone) {

    /** Has it be recorded again, before what was recorded since: its owner has no row any more, and whoever adds it again gets the same rows. */
    void recordAgain() {
        List<?> added = recorded.added();
        List<?> removed = recorded.removed();
        recorded.forget();
        record(recorded, come, gone);
        record(recorded, added, removed);
    }

    @SuppressWarnings("unchecked") // it was recorded there before
    private static <T> void record(WriteOnly<T> into, List<?> come, List<?> gone) {
        come.forEach(object -> into.add((T) object));
        gone.forEach(object -> into.remove((T) object));
    }
}
