package io.granary.engine;

/** What ends a transaction that is still open when its connection comes back to the pool. */
public enum ResetOnReturn {
    /** Roll back: nothing that was not committed survives. */
    ROLLBACK,
    /** Commit: what was left uncommitted is kept. */
    COMMIT,
    /** Nothing: the next borrower finds the transaction open. Only for databases without transactions. */
    NONE
}
