package io.granary.engine;

import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.connection.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction, or a savepoint within one.
 *
 * <p>Thread-safe handle. Ending the root ends its savepoints silently. Two handles on the same transaction are equal. Where the
 * connection was lost, the root has to be rolled back before the connection does anything else; rolling back a savepoint of it is no
 * error and does not count as that.
 *
 * <p>Source: SQLAlchemy 2, AsyncTransaction; SQL:2016, 17.1 to 17.8.
 */
public final class AsyncTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncTransaction.class);

    private final AsyncConnection connection;
    private final Lease lease;
    private final long id;
    private final boolean nested;

    AsyncTransaction(AsyncConnection connection, Lease lease, long id, boolean nested) {
        this.connection = connection;
        this.lease = lease;
        this.id = id;
        this.nested = nested;
    }

    /**
     * Commits, or releases the savepoint.
     *
     * @return completes when the work is durable (of a savepoint: when it is part of the transaction around it). Fails with {@link
     *     io.granary.error.PendingRollbackException} if a statement had failed: then it has to be rolled back; with {@link
     *     io.granary.error.CommitOutcomeUnknownException} if the link was lost meanwhile, or with {@link
     *     io.granary.error.CommitRolledBackException} if the server could be asked (see {@link EngineOptions#commitResolution()}) and had
     *     rolled it back; with {@link
     *     io.granary.error.InvalidRequestException} if it had ended before
     */
    public CompletionStage<Done> commit() {
        return lease.hasLostTransaction()
                ? CompletableFuture.failedFuture(ConnectionHandle.pendingRollback())
                : end(Ending.COMMIT, false);
    }

    /**
     * Rolls back, or back to the savepoint. Doing so twice is logged and no error.
     *
     * @return completes when the work is undone
     */
    public CompletionStage<Done> rollback() {
        if (lease.hasLostTransaction()) {
            return rollbackLost();
        }
        if (!isOpen()) {
            LOG.warn("rollback() on transaction [{}] of lease [{}], which has ended already", id, lease.number());
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return end(Ending.ROLLBACK, false);
    }

    /**
     * Rolls back unless it has ended.
     *
     * @return completes when nothing of it is open
     */
    public CompletionStage<Done> close() {
        return isOpen() || lease.hasLostTransaction()
                ? rollback()
                : CompletableFuture.completedFuture(Done.getInstance());
    }

    /** {@return whether it can still be committed: begun, not ended, no failed commit} */
    public boolean isActive() {
        return lease.transactions().active().contains(id);
    }

    /** {@return whether it is active and its connection lives} */
    public boolean isValid() {
        return isActive() && lease.status() == Lease.Status.OPEN;
    }

    /**
     * {@return whether it is a savepoint that was still open when one around it was released, or the transaction committed: what was done in it is part of
     * that, and a rollback of this does nothing. Not known any more when the next transaction has begun on the connection}
     */
    public boolean isTakenAlong() {
        return lease.transactions().takenAlong().contains(id);
    }

    /** {@return whether it is a savepoint} */
    public boolean isNested() {
        return nested;
    }

    /** {@return the connection it runs on} */
    public AsyncConnection connection() {
        return connection;
    }

    CompletionStage<Done> endScope(Ending ending) {
        if (!lease.hasLostTransaction()) {
            return end(ending, true);
        }
        return ending == Ending.ROLLBACK
                ? rollbackLost()
                : CompletableFuture.failedFuture(ConnectionHandle.pendingRollback());
    }

    private boolean isOpen() {
        return lease.status() == Lease.Status.OPEN
                && (isActive() || lease.transactions().pendingRollback());
    }

    /** Its connection is gone, and its work with it: there is nothing left to do on a server. */
    private CompletionStage<Done> rollbackLost() {
        lease.forgetLostTransaction(id);
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private CompletionStage<Done> end(Ending ending, boolean byScope) {
        return connection
                .handle()
                .<ConnectionProtocol.Outcome>askOn(
                        lease,
                        (on, answer) -> new ConnectionCommand.End(
                                on.number(),
                                id,
                                ending,
                                byScope,
                                connection.handle().core().resolving(on, answer)))
                .thenApply(outcome -> Done.getInstance());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AsyncTransaction same && same.lease.number() == lease.number() && same.id == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(lease.number() * 31 + id);
    }

    @Override
    public String toString() {
        return (nested ? "savepoint " : "transaction ") + id + " of lease " + lease.number();
    }
}
