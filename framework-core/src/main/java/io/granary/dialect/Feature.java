package io.granary.dialect;

/** What a database can do that not every database can. */
public enum Feature {
    /** An error aborts the whole transaction, back to the last savepoint, on the server itself. */
    ERROR_ABORTS_TRANSACTION,
    /** {@code INSERT … RETURNING}. */
    INSERT_RETURNING,
    /** {@code UPDATE … RETURNING}. */
    UPDATE_RETURNING,
    /** {@code DELETE … RETURNING}. */
    DELETE_RETURNING,
    /** Data definition takes part in transactions. */
    TRANSACTIONAL_DDL,
    /** A transaction that is read-only refuses to write. */
    READ_ONLY_TRANSACTIONS,
    /** Deferrable constraints, checked at COMMIT. */
    DEFERRABLE_CONSTRAINTS,
    /** A text may hold the character NUL. */
    NUL_IN_TEXT,
    /** The server can be asked to stop one running statement. */
    CANCEL_ON_SERVER
}
