package io.granary.testkit;

/** What a driver, or the database behind it, may lack without breaking the port; the suites then ask for the next best thing. */
public enum DriverFeature {
    /** {@code DriverConnection.cancel()} stops a statement on the server. Without it, it completes with {@code false}. */
    SERVER_CANCEL,
    /** A transaction that is begun read-only refuses to write. Without it, it refuses to begin. */
    READ_ONLY,
    /** Rows come while the server still works on later ones, so that a failure can come after rows. */
    STREAMING_SERVER,
    /** There is a server, which can end a connection behind the back of who opened it. */
    ENDS_SESSIONS,
    /** The database is behind a TCP port and asks for a password. */
    NETWORK,
    /** Transactions of different isolation run beside each other. Without it, each is isolated more than it asks for. */
    ISOLATION_LEVELS,
    /** A failure names the constraint that a row violates. Without it, it may name none. */
    CONSTRAINT_NAMES,
    /** A semicolon within a literal is sent as it is. r2dbc-h2 1.1.0 takes it for the end of a statement. */
    SEMICOLONS_IN_LITERALS
}
