package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.connection.TransactionSnapshot;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StaleLeaseException;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * What all views of one {@link AsyncConnection} share: the lease of the moment. A lease whose physical connection was lost is replaced
 * at the next use, as SQLAlchemy's Connection reconnects, unless a transaction was open: then it has to be rolled back first.
 */
final class ConnectionHandle {

    private final EngineView view;
    private final AtomicReference<CompletionStage<Lease>> current;
    private final LeaseKeeper keeper;
    private final Optional<Cleaner.Cleanable> watch;
    private final Map<String, Object> info = new ConcurrentHashMap<>();

    /**
     * Holds a lease.
     *
     * @param taken where it was taken, in words
     */
    ConnectionHandle(EngineView view, Lease lease, String taken) {
        this.view = view;
        this.current = new AtomicReference<>(CompletableFuture.completedFuture(lease));
        this.keeper = new LeaseKeeper(view.core().name(), taken, lease);
        this.watch = view.terms().owner().isPresent() ? Optional.empty() : Optional.of(keeper.watch(this));
    }

    EngineCore core() {
        return view.core();
    }

    Map<String, Object> info() {
        return info;
    }

    boolean isClosed() {
        return keeper.isClosed();
    }

    boolean isInvalidated() {
        return lease().status() == Lease.Status.INVALIDATED;
    }

    Lease lease() {
        return keeper.lease();
    }

    TransactionSnapshot transactions() {
        return keeper.isClosed() ? TransactionSnapshot.NONE : lease().transactions();
    }

    /** Sends a request on the lease of the moment, a new one if the old one's connection is gone. */
    <T> CompletionStage<T> ask(BiFunction<Lease, Answer<T>, ConnectionCommand> request) {
        if (keeper.isClosed()) {
            return CompletableFuture.failedFuture(closedFailure());
        }
        Lease lease = lease();
        if (lease.status() == Lease.Status.OPEN) {
            return askOn(lease, request);
        }
        if (lease.status() == Lease.Status.ENDED) {
            return CompletableFuture.failedFuture(takenBack(lease));
        }
        if (lease.transactions().pendingRollback()) {
            return CompletableFuture.failedFuture(pendingRollback());
        }
        return renewed(lease).thenCompose(fresh -> askOn(fresh, request));
    }

    /** Sends a request on a given lease, whatever became of it. */
    <T> CompletionStage<T> askOn(Lease lease, BiFunction<Lease, Answer<T>, ConnectionCommand> request) {
        Promise<T> promise = core().promise();
        lease.tell(request.apply(lease, promise), promise);
        return promise;
    }

    /** The root was rolled back by the user after its connection was lost: there is nothing left to do on a server. */
    boolean forgetLostTransaction() {
        return lease().forgetPendingRollback();
    }

    private CompletionStage<Lease> renewed(Lease lost) {
        CompletionStage<Lease> before = current.get();
        CompletableFuture<Lease> promised = new CompletableFuture<>();
        if (keeper.lease() != lost || !current.compareAndSet(before, promised)) {
            return requireNonNull(current.get());
        }
        CompletionStage<Lease> acquired = core().acquire(view.terms(), Function.identity());
        acquired.whenComplete((fresh, failure) -> {
            if (failure != null) {
                current.compareAndSet(promised, before);
                promised.completeExceptionally(failure);
            } else {
                keeper.renewed(fresh);
                info.clear();
                if (keeper.isClosed()) {
                    release(fresh);
                }
                promised.complete(fresh);
            }
        });
        return promised;
    }

    /** The lease of the moment, for somebody who may outlive this handle. */
    Lease share() {
        keeper.share();
        return lease();
    }

    CompletionStage<Done> close() {
        if (!keeper.close()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        watch.ifPresent(Cleaner.Cleanable::clean);
        return release(lease());
    }

    private CompletionStage<Done> release(Lease lease) {
        return lease.status() == Lease.Status.OPEN
                ? askOn(lease, (on, answer) -> new ConnectionCommand.Release(on.number(), answer))
                : CompletableFuture.completedFuture(Done.getInstance());
    }

    private static GranaryException closedFailure() {
        return ResourceClosedException.of("This connection is closed.", "lease another with connect() or begin()");
    }

    /** Not replaced by another lease: its holder would go on in the middle of work that was rolled back. */
    private static GranaryException takenBack(Lease lease) {
        return StaleLeaseException.of(
                "Lease " + lease.number() + " was taken back; its work was rolled back.",
                "lease another with connect() or begin(), and look at what held this one for so long");
    }

    static GranaryException pendingRollback() {
        return new PendingRollbackException(ErrorReport.of(
                        ErrorCode.PENDING_ROLLBACK,
                        "The connection was lost within a transaction; it cannot reconnect until that invalid transaction is rolled back.")
                .hint("call rollback(), then run the transaction again from its start"));
    }
}
