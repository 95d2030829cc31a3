package io.granary.orm;

import static java.util.Objects.requireNonNull;

/**
 * How a session runs a statement. Immutable.
 *
 * @param synchronizeSession how objects learn of an UPDATE or DELETE of many rows
 * @param populateExisting whether objects that are in the session already get all values of rows that come back, whatever they have
 */
public record StatementOptions(SynchronizeSession synchronizeSession, boolean populateExisting) {

    private static final StatementOptions NONE = new StatementOptions(SynchronizeSession.AUTO, false);

    /** Checks that all is there. */
    public StatementOptions {
        requireNonNull(synchronizeSession, "synchronizeSession");
    }

    /** {@return the defaults} */
    public static StatementOptions none() {
        return NONE;
    }

    /**
     * {@return this with another choice}
     *
     * @param other how objects learn of an UPDATE or DELETE
     */
    public StatementOptions withSynchronizeSession(SynchronizeSession other) {
        return new StatementOptions(other, populateExisting);
    }

    /**
     * {@return this with another choice}
     *
     * @param populate whether objects that are in the session get all values of rows
     */
    public StatementOptions withPopulateExisting(boolean populate) {
        return new StatementOptions(synchronizeSession, populate);
    }
}
