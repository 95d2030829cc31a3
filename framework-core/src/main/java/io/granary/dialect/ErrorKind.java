package io.granary.dialect;

/** What a database's error means for the caller; each constant stands for one exception of {@code io.granary.error}. */
public enum ErrorKind {
    /** A unique or primary key was violated. */
    UNIQUE_VIOLATION,
    /** A foreign key was violated, from either side. */
    FOREIGN_KEY_VIOLATION,
    /** NULL where a value has to be. */
    NOT_NULL_VIOLATION,
    /** A check constraint was violated. */
    CHECK_VIOLATION,
    /** A constraint of another sort was violated. */
    INTEGRITY,
    /** The statement is wrong. */
    PROGRAMMING,
    /** A value does not fit. */
    DATA,
    /** The link is lost, or was never made. */
    DISCONNECTED,
    /** The statement was stopped because it ran too long, or was cancelled. */
    STATEMENT_TIMEOUT,
    /** A lock was not granted in time. */
    LOCK_TIMEOUT,
    /** The transaction was ended to break a deadlock. */
    DEADLOCK,
    /** The transaction could not be serialized. */
    SERIALIZATION_FAILURE,
    /** Not possible now, for reasons outside the statement. */
    OPERATIONAL,
    /** The database cannot do this at all. */
    NOT_SUPPORTED,
    /** A defect of the database. */
    INTERNAL,
    /** None of the others. */
    OTHER
}
