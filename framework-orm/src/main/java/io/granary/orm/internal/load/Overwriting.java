package io.granary.orm.internal.load;

import io.granary.orm.internal.identity.InstanceState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Which objects that are in the session get all values of rows that come, whatever they have. While one query is answered, with all that its
 * options load, each does so once: what was loaded for it meanwhile stays. Of the rows that an upsert gives, a later one is what the same row became.
 */
public final class Overwriting {

    private static final Overwriting NONE = new Overwriting(false, false);

    private final boolean wanted;

    /** Whether rows come in the order in which they were written, one row maybe several times. */
    private final boolean again;

    private final Set<InstanceState> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private Overwriting(boolean wanted, boolean again) {
        this.wanted = wanted;
        this.again = again;
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
        return wanted ? new Overwriting(true, false) : NONE;
    }

    /**
     * {@return all that come while an upsert is answered, or those alone that are made of its rows, which may name a row again}
     *
     * @param wanted whether all are
     */
    public static Overwriting upserted(boolean wanted) {
        return new Overwriting(wanted, true);
    }

    /** Whether objects are. */
    public boolean isWanted() {
        return wanted;
    }

    boolean takes(InstanceState state) {
        return again ? wanted || done.contains(state) : wanted && done.add(state);
    }

    /** An object that is made of a row has what the row has. */
    void made(InstanceState state) {
        if (wanted || again) {
            done.add(state);
        }
    }
}
