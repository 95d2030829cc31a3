package io.granary.orm.internal.load;

import io.granary.orm.internal.identity.InstanceState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Which objects that are in the session get all values of rows that come, whatever they have. While one query is answered, with all that its
 * options load, each does so once: what was loaded for it meanwhile stays.
 */
public final class Overwriting {

    private static final Overwriting NONE = new Overwriting(false);

    private final boolean wanted;
    private final Set<InstanceState> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private Overwriting(boolean wanted) {
        this.wanted = wanted;
    }

    /** {@return none} */
    public static Overwriting none() {
        return NONE;
    }

    /**
     * {@return all that come while one query is answered, or none}
     *
     * @param wanted whether any are
     */
    public static Overwriting all(boolean wanted) {
        return wanted ? new Overwriting(true) : NONE;
    }

    /** Whether objects are. */
    public boolean isWanted() {
        return wanted;
    }

    boolean takes(InstanceState state) {
        return wanted && done.add(state);
    }

    /** An object that is made of a row has what the row has. */
    void made(InstanceState state) {
        if (wanted) {
            done.add(state);
        }
    }
}
