package io.granary.error;

import java.util.Locale;

/**
 * The code of an error: a word that can be searched for, stable over releases, first in each message and heading of its section
 * in {@code docs/reference/errors.md}.
 */
public enum ErrorCode {
    /** An argument, a URL or an option is wrong. */
    ARGUMENT,
    /** No driver is known for a URL. */
    NO_SUCH_MODULE,
    /** A statement cannot be rendered for its database. */
    COMPILE,
    /** An operation does not fit the state of what it was asked of. */
    INVALID_REQUEST,
    /** A transaction failed and must be rolled back first. */
    PENDING_ROLLBACK,
    /** A closed connection or result was used. */
    RESOURCE_CLOSED,
    /** Exactly one row was asked for and there was none. */
    NO_RESULT,
    /** At most one row was asked for and there were more. */
    MULTIPLE_RESULTS,
    /** An object cannot be inspected. */
    NO_INSPECTION,
    /** A blocking call was made on a thread that must not block. */
    ILLEGAL_THREAD,
    /** A row has no column of that name or position. */
    NO_SUCH_COLUMN,
    /** A row has several columns of that name. */
    AMBIGUOUS_COLUMN,
    /** A statement was sent to a connection whose stream is still open. */
    STREAM_OPEN,
    /** A stream held its connection longer than it may. */
    STREAM_TOO_SLOW,
    /** A batch of a stream could not be written. */
    BATCH_FAILED,
    /** Two tables have no foreign key to join on. */
    NO_FOREIGN_KEYS,
    /** Two tables have several foreign keys to join on. */
    AMBIGUOUS_FOREIGN_KEYS,
    /** A table does not exist. */
    NO_SUCH_TABLE,
    /** No connection became free in time. */
    POOL_TIMEOUT,
    /** The line of waiters for a connection is full. */
    POOL_BUSY,
    /** Lease holders wait for each other. */
    POOL_DEADLOCK,
    /** The engine was closed. */
    POOL_CLOSED,
    /** A defect ended the pool, and another took its place. */
    POOL_RESTARTED,
    /** A lease was used after it had ended. */
    STALE_LEASE,
    /** An encrypted connection was asked for and could not be had. */
    TLS,
    /** The database reported an error of no closer kind. */
    DATABASE,
    /** A constraint was violated. */
    INTEGRITY,
    /** A unique constraint was violated. */
    UNIQUE_VIOLATION,
    /** A foreign key was violated. */
    FOREIGN_KEY_VIOLATION,
    /** A NOT NULL constraint was violated. */
    NOT_NULL_VIOLATION,
    /** A check constraint was violated. */
    CHECK_VIOLATION,
    /** The statement is wrong: syntax, a name, a privilege. */
    PROGRAMMING,
    /** A value does not fit. */
    DATA,
    /** The database could not do it now. */
    OPERATIONAL,
    /** A thread that waited for an operation was interrupted. */
    WAIT_INTERRUPTED,
    /** The link to the database was lost. */
    DISCONNECTED,
    /** A statement ran longer than allowed. */
    STATEMENT_TIMEOUT,
    /** A lock was not granted in time. */
    LOCK_TIMEOUT,
    /** The database ended this transaction to break a deadlock. */
    DEADLOCK,
    /** The database could not serialize this transaction. */
    SERIALIZATION_FAILURE,
    /** The link was lost while COMMIT was in flight. */
    COMMIT_UNKNOWN,
    /** The link was lost while COMMIT was in flight, and the transaction was rolled back. */
    COMMIT_ROLLED_BACK,
    /** An object's class is not mapped. */
    UNMAPPED_CLASS,
    /** What a session holds cannot be written. */
    FLUSH,
    /** A row was changed or deleted by somebody else. */
    STALE_DATA,
    /** The row of an object is gone. */
    OBJECT_DELETED,
    /** An attribute was used that was not loaded. */
    UNLOADED_ATTRIBUTE,
    /** An object has no session. */
    DETACHED_INSTANCE,
    /** Rows refer to one another in a circle. */
    CIRCULAR_DEPENDENCY,
    /** The database or its driver cannot do this. */
    NOT_SUPPORTED,
    /** The database or Granary reported a defect of its own. */
    INTERNAL;

    /** {@return the code as it stands in messages, for example {@code POOL-TIMEOUT}} */
    public String text() {
        return name().replace('_', '-');
    }

    /** {@return where the code is explained, relative to the project's root} */
    public String page() {
        return "docs/reference/errors.md#" + text().toLowerCase(Locale.ROOT);
    }
}
