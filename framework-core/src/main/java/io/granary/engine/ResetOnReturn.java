package io.granary.engine;

/**
 * What is done when a connection comes back to the pool whose driver's own connection was asked for by {@link
 * AsyncConnection#driverConnection()}: a transaction may have been begun there that the engine has not seen. What was begun through the
 * engine is rolled back on return in any case.
 */
public enum ResetOnReturn {
    /** Roll back: nothing that was not committed survives. */
    ROLLBACK,
    /** Commit: what was left uncommitted is kept. */
    COMMIT,
    /** Nothing: the next borrower finds the transaction open. Only for those who end what they begin. */
    NONE
}
