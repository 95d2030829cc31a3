package io.granary.orm.internal.session;

import io.granary.error.StaleDataException;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.MappedColumn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The version that an object from outside brings, which has to be that of its row. One that was never set says nothing: null, and zero, as a
 * field of a primitive type has it.
 */
final class BroughtVersion {

    private BroughtVersion() {}

    /**
     * {@return what to fail with, if the row has another version}
     *
     * @param what the object is here for, as in "that is merged"
     */
    static Optional<StaleDataException> stale(
            InstanceState state, @Nullable Object[] brought, String what, String whatToDo) {
        Optional<MappedColumn> version = state.mapping().version();
        if (version.isEmpty()) {
            return Optional.empty();
        }
        int slot = version.orElseThrow().slot();
        Object given = brought[slot];
        boolean unset = given == null || (given instanceof Number number && number.longValue() == 0);
        if (unset || !state.differs(slot, given)) {
            return Optional.empty();
        }
        return Optional.of(StaleDataException.of(
                "The object " + what + " has version " + given + ", and the row of " + state + " has "
                        + state.committed()[slot] + ".",
                whatToDo));
    }
}
