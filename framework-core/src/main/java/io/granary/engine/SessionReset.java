package io.granary.engine;

/**
 * When a connection that comes back to the pool is made again what it was after login: settings, temporary tables, locks of the session,
 * listening. Where a database has no statements for that, as MySQL and MariaDB have none, the connection is closed and replaced instead.
 */
public enum SessionReset {
    /** When a statement of the lease may have changed the session, judged by its text, or the driver's own connection was asked for. */
    CHANGED,
    /** After each lease: also what procedures and functions do unseen is put back. */
    ALWAYS,
    /** Never: the next borrower finds what the one before left. */
    NEVER
}
