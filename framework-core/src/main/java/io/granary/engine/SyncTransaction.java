package io.granary.engine;

import io.granary.engine.internal.BlockingThreads;
import org.jspecify.annotations.Nullable;

/**
 * A transaction, or a savepoint within one, for code that blocks: each method waits for the stage of its {@link AsyncTransaction}.
 *
 * <p>Thread-safe handle; two on the same transaction are equal. Closing it in a {@code try} rolls back what was not committed. Its
 * connection stays open: who leased that closes it. Methods that wait throw what {@link Blocking#await} throws.
 */
public final class SyncTransaction implements AutoCloseable {

    private final AsyncTransaction transaction;

    private SyncTransaction(AsyncTransaction transaction) {
        this.transaction = transaction;
    }

    static SyncTransaction of(AsyncTransaction transaction) {
        return new SyncTransaction(transaction);
    }

    /**
     * Commits, or releases the savepoint.
     *
     * @throws io.granary.error.PendingRollbackException if a statement had failed: then it has to be rolled back
     * @throws io.granary.error.CommitOutcomeUnknownException if the link was lost meanwhile
     * @throws io.granary.error.InvalidRequestException if it had ended before
     */
    public void commit() {
        BlockingThreads.run(() -> transaction.commit());
    }

    /** Rolls back, or back to the savepoint. Doing so twice is logged and no error. */
    public void rollback() {
        BlockingThreads.run(() -> transaction.rollback());
    }

    /** Rolls back unless it has ended. */
    @Override
    public void close() {
        BlockingThreads.run(() -> transaction.close());
    }

    /** {@return whether it can still be committed: begun, not ended, no failed commit} */
    public boolean isActive() {
        return transaction.isActive();
    }

    /** {@return whether it is active and its connection lives} */
    public boolean isValid() {
        return transaction.isValid();
    }

    /** {@return whether what was done in it is part of what is around it, and a rollback of it does nothing: see {@link AsyncTransaction#isTakenAlong()}} */
    public boolean isTakenAlong() {
        return transaction.isTakenAlong();
    }

    /** {@return whether it is a savepoint} */
    public boolean isNested() {
        return transaction.isNested();
    }

    /** {@return the connection it runs on} */
    public SyncConnection connection() {
        return SyncConnection.of(transaction.connection());
    }

    /** {@return the same transaction for code that does not block} */
    public AsyncTransaction asyncTransaction() {
        return transaction;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SyncTransaction same && same.transaction.equals(transaction);
    }

    @Override
    public int hashCode() {
        return transaction.hashCode();
    }

    @Override
    public String toString() {
        return transaction.toString();
    }
}
