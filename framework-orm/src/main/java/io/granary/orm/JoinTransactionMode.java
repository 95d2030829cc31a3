package io.granary.orm;

/**
 * What sessions on a connection of somebody else's do with a transaction that is open on it: see {@link AsyncSessionMaker#on}. Where none is open, a
 * session begins one, and ends it itself. (SQLAlchemy, {@code join_transaction_mode}.)
 */
public enum JoinTransactionMode {
    /** A savepoint of the session's own, where one is open already; otherwise as {@link #ROLLBACK_ONLY}. */
    CONDITIONAL_SAVEPOINT,
    /** A commit of the session leaves the transaction, or the innermost savepoint, open; a rollback rolls it back; closing the session leaves it. */
    ROLLBACK_ONLY,
    /** The session ends the transaction, or the innermost savepoint, as if it were its own; closing the session rolls it back. */
    CONTROL_FULLY,
    /** Always a savepoint of the session's own, which it ends; what is around it stays open. */
    CREATE_SAVEPOINT
}
