package io.granary.orm.internal.session;

import java.util.BitSet;

/**
 * Which transactions and savepoints of a session are undone or over, by number: what was read in one of those and comes late is not what the
 * database has.
 */
final class UndoneLevels {

    private int opened;

    /** The first of the transaction that is open, or will be next. */
    private int first;

    private final BitSet undone = new BitSet();

    /** {@return the number of one that begins} */
    int open() {
        return opened++;
    }

    /** A savepoint was rolled back, with all that began since. */
    void undo(int level) {
        undone.set(level - first, opened - first);
    }

    /** The whole transaction has ended. */
    void over() {
        first = opened;
        undone.clear();
    }

    boolean has(int level) {
        return level < first || undone.get(level - first);
    }
}
