package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.Scopes;
import io.granary.engine.internal.SharedRefs;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.connection.TransactionSnapshot;
import io.granary.engine.internal.protocol.LeaseActor;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What all views of one {@link AsyncConnection} share: the lease of the moment. A lease whose physical connection was lost is replaced
 * at the next use, as SQLAlchemy's Connection reconnects, unless a transaction was open: then it has to be rolled back first.
 */
final class ConnectionHandle {

    private final EngineView view;
    private final CurrentLease current;
    private final LeaseKeeper keeper;
    private final Optional<Cleaner.Cleanable> watch;
    private final Map<String, Object> info = new ConcurrentHashMap<>();
    private final AtomicReference<Spoken> spoken;

    /** The refs of one lease: one for each set of options. */
    private record Spoken(Lease lease, SharedRefs<ExecutionOptions, ConnectionProtocol.Command> refs) {

        static Spoken of(Lease lease) {
            return new Spoken(lease, new SharedRefs<>());
        }
    }

    /**
     * Holds a lease.
     *
     * @param taken where it was taken, in words
     */
    ConnectionHandle(EngineView view, Lease lease, Supplier<String> taken) {
        this.view = view;
        this.current = new CurrentLease(lease);
        this.spoken = new AtomicReference<>(Spoken.of(lease));
        this.keeper = new LeaseKeeper(view.core().name(), taken, current);
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
        return current.lease();
    }

    TransactionSnapshot transactions() {
        return keeper.isClosed() ? TransactionSnapshot.NONE : lease().transactions();
    }

    /** The ref for the lease of the moment under some options. */
    ActorRef<ConnectionProtocol.Command> ref(ExecutionOptions options) {
        Lease lease = lease();
        // The ref may outlive this handle.
        keeper.share();
        Spoken now = requireNonNull(
                spoken.updateAndGet(known -> known.lease().number() == lease.number() ? known : Spoken.of(lease)));
        return now.refs().get(options, () -> LeaseActor.spawn(core(), options, lease));
    }

    /** Sends a request on the lease of the moment, a new one if the old one's connection is gone. */
    <T> CompletionStage<T> ask(BiFunction<Lease, Answer<T>, ConnectionCommand> request) {
        Promise<T> promise = core().promise();
        Optional<GranaryException> refusal = send(
                lease -> lease.tell(request.apply(lease, promise), promise),
                failure -> promise.completeExceptionally(failure));
        return refusal.<CompletionStage<T>>map(CompletableFuture::failedFuture).orElse(promise);
    }

    /** Has something done with the lease of the moment, or with one that takes its place; why not, if it cannot be. */
    Optional<GranaryException> send(Consumer<Lease> use, Consumer<Throwable> failed) {
        if (keeper.isClosed()) {
            return Optional.of(closedFailure());
        }
        switch (current.use(new CurrentLease.Wish(use, failed))) {
            case SENT, JOINED -> {}
            case RENEW -> renew();
            case LOST -> {
                return Optional.of(pendingRollback());
            }
            case ENDED -> {
                return Optional.of(takenBack(lease()));
            }
        }
        return Optional.empty();
    }

    /** Sends a request on a given lease, whatever became of it. */
    <T> CompletionStage<T> askOn(Lease lease, BiFunction<Lease, Answer<T>, ConnectionCommand> request) {
        Promise<T> promise = core().promise();
        lease.tell(request.apply(lease, promise), promise);
        return promise;
    }

    private void renew() {
        CompletionStage<Lease> unused = core().acquire(view.terms(), Function.identity())
                .whenComplete((fresh, failure) -> {
                    if (failure != null) {
                        current.renewalFailed(requireNonNull(Scopes.unwrap(failure)));
                        return;
                    }
                    info.clear();
                    current.renewed(fresh);
                    if (keeper.isClosed()) {
                        release(fresh);
                    }
                });
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
