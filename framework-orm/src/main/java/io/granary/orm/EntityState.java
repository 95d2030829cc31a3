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
 * (SQLAlchemy, "Quickie Intro to Object States".) A session keeps nothing of what has left it, so it knows no difference between that and objects that were never in one:
 * asked for its state, it calls both {@link #TRANSIENT}. Listeners are told of {@link #DETACHED} as it happens.
 */
public enum EntityState {
    /** The session does not know it: it never had it, or has it no more. */
    TRANSIENT,
    /** It was added, and has no row yet. */
    PENDING,
    /** It has a row. */
    PERSISTENT,
    /** Its row was deleted in the transaction that is open. */
    DELETED,
    /** It was in the session and is no more, as listeners are told. */
    DETACHED
}
