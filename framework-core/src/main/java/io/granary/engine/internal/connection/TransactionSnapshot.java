package io.granary.engine.internal.connection;

import java.util.List;
import java.util.Set;

/**
 * What a facade may show of a lease's transactions: published by the connection actor before the operation that changed it completes.
 *
 * @param active the ids of the open transactions, the root first, then its savepoints
 * @param pendingRollback whether the transaction failed and waits for its rollback
 * @param takenAlong the ids of savepoints that were still open when one around them was released, or the transaction committed, and that were not undone since
 */
public record TransactionSnapshot(List<Long> active, boolean pendingRollback, Set<Long> takenAlong) {

    /** No transaction. */
    public static final TransactionSnapshot NONE = new TransactionSnapshot(List.of(), false);

    /** Copies the ids. */
    public TransactionSnapshot {
        active = List.copyOf(active);
        takenAlong = Set.copyOf(takenAlong);
    }

    /**
     * Transactions of which none took another along.
     *
     * @param active the ids of the open transactions, the root first, then its savepoints
     * @param pendingRollback whether the transaction failed and waits for its rollback
     */
    public TransactionSnapshot(List<Long> active, boolean pendingRollback) {
        this(active, pendingRollback, Set.of());
    }

    /** {@return whether a transaction is open} */
    public boolean inTransaction() {
        return !active.isEmpty();
    }

    /** {@return whether a savepoint is open} */
    public boolean inNested() {
        return active.size() > 1;
    }
}
