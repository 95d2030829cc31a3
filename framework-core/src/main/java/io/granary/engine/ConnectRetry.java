package io.granary.engine;

/**
 * Whether requests go on waiting, up to their pool timeout, after a connect that failed, while connects are tried again with pauses. Only
 * for failures that may pass: nobody answers, the server is starting up, it has too many clients. A refused login fails who waits at once.
 */
public enum ConnectRetry {
    /** Each failed connect fails one request, as in SQLAlchemy. */
    NEVER,
    /** Once the server was reached: until then an address is more likely wrong than its server is down. */
    ONCE_REACHED,
    /** From the start, for applications that may start before their database. */
    ALWAYS
}
