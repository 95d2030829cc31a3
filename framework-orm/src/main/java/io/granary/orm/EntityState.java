package io.granary.orm;

/**
 * What an object is to a session.
 *
 * <pre>
 *              add             flush               delete + flush        commit
 *  TRANSIENT ------> PENDING --------> PERSISTENT ----------------> DELETED ------> DETACHED
 *      ^                |                |   ^                         |
 *      +--- rollback ---+     expunge,   |   +------- rollback --------+
 *                             close      +--------------------------------------> DETACHED
 * </pre>
 *
 * (SQLAlchemy, "Quickie Intro to Object States".) A session knows no difference between objects that were never in one and those that left
 * it: both are {@link #TRANSIENT} to it unless they left this one.
 */
public enum EntityState {
    /** The session does not know it. */
    TRANSIENT,
    /** It was added, and has no row yet. */
    PENDING,
    /** It has a row. */
    PERSISTENT,
    /** Its row was deleted in the transaction that is open. */
    DELETED,
    /** It was in the session and is no more. */
    DETACHED
}
