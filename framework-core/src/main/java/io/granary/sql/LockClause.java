package io.granary.sql;

import java.util.List;

/**
 * Which rows a SELECT locks, how, and what it does about rows that others have locked. Immutable.
 *
 * @param strength how
 * @param of the tables whose rows are locked; none for those of all tables
 * @param waiting what is done about rows that others have locked
 */
public record LockClause(Strength strength, List<FromElement> of, Waiting waiting) {

    /** How strongly rows are locked. */
    public enum Strength {
        /** Nobody else may change or lock them. */
        UPDATE,
        /** As UPDATE, but others may refer to them by foreign keys; PostgreSQL only, elsewhere UPDATE. */
        NO_KEY_UPDATE,
        /** Nobody may change them. */
        SHARE,
        /** Nobody may change their keys; PostgreSQL only, elsewhere SHARE. */
        KEY_SHARE
    }

    /** What is done about rows that others have locked. */
    public enum Waiting {
        /** Wait for them. */
        WAIT,
        /** Fail at once. */
        NO_WAIT,
        /** Leave them out. */
        SKIP_LOCKED
    }

    /** For change, waiting for rows that others have locked. */
    public static final LockClause UPDATE = new LockClause(Strength.UPDATE, List.of(), Waiting.WAIT);

    /** For reading unchanged, waiting for rows that others are changing. */
    public static final LockClause SHARE = new LockClause(Strength.SHARE, List.of(), Waiting.WAIT);

    /** Copies the list. */
    public LockClause {
        of = List.copyOf(of);
    }

    /**
     * {@return this on the rows of some tables only}
     *
     * @param tables which
     */
    public LockClause of(FromElement... tables) {
        return new LockClause(strength, List.of(tables), waiting);
    }

    /** {@return this, failing at once where a row is locked} */
    public LockClause noWait() {
        return new LockClause(strength, of, Waiting.NO_WAIT);
    }

    /** {@return this, leaving out rows that are locked} */
    public LockClause skipLocked() {
        return new LockClause(strength, of, Waiting.SKIP_LOCKED);
    }

    /** {@return this, leaving others free to refer to the rows by foreign keys; PostgreSQL only, elsewhere it makes no difference} */
    public LockClause keyShare() {
        return new LockClause(strength == Strength.UPDATE ? Strength.NO_KEY_UPDATE : Strength.KEY_SHARE, of, waiting);
    }
}
