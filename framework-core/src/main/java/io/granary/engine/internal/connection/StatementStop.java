package io.granary.engine.internal.connection;

import io.granary.dialect.Feature;
import io.granary.driver.DriverConnection;
import io.granary.error.GranaryException;
import io.granary.error.OperationalException;
import io.granary.error.StatementTimeoutException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Stops the statement that runs, and says when that is over and how: see {@link Interruption}. Belongs to {@link OperationLine}, which tells it what happens and does what it says.
 */
final class StatementStop {

    /** How far it has come. */
    enum Verdict {
        /** Something is still to happen. */
        WAITS,
        /** It cannot be stopped, and need not be: it goes on, for nobody, until its time is over. */
        GOES_ON,
        /** It is over, and the connection may be used again. */
        SETTLED,
        /** It cannot be stopped and has to be: the connection is given up. */
        GIVEN_UP
    }

    private final ActorRef<ConnectionCommand> self;
    private final ConnectionSetup setup;
    private final DriverConnection driver;
    private final TransactionState transactions;
    private final Questions questions;
    private @Nullable Interruption interruption;

    StatementStop(
            ActorRef<ConnectionCommand> self,
            ConnectionSetup setup,
            DriverConnection driver,
            TransactionState transactions,
            Questions questions) {
        this.self = self;
        this.setup = setup;
        this.driver = driver;
        this.transactions = transactions;
        this.questions = questions;
    }

    /** Whether a statement is being stopped. */
    boolean isUnderWay() {
        return interruption != null;
    }

    /** None is any more. */
    void forget() {
        interruption = null;
    }

    // ---- how it begins

    /**
     * Begins to stop a statement.
     *
     * @param operation whose statement runs
     * @param reason what it fails with if it is stopped
     * @param urgent whether it must not go on where it cannot be stopped; a copy must not, for its data has been ended
     */
    void begin(RunningOperation operation, GranaryException reason, boolean urgent) {
        Interruption stopping =
                new Interruption(reason, urgent || copy(operation.current()).isPresent());
        interruption = stopping;
        Optional<ChunkRelay> relay = relay(operation.current());
        if (relay.isPresent() && driver.endsUnheard()) {
            beginUnheard(operation.id(), stopping, relay.get());
        } else if (relay.isPresent()
                && driver.isCancelledFromAside()
                && relay.get().isUnwanted()
                && mayGoUnread(relay.get())) {
            beginUnwanted(operation.id(), stopping, relay.get());
        } else {
            relay.ifPresent(ChunkRelay::drain);
            // A server that waits for data hears no order until it gets some, and one that waits for a lock takes no
            // data until it hears an order.
            copy(operation.current()).ifPresent(CopyRelay::abort);
            questions.stop(operation.id());
        }
    }

    /** Behind the rows may stand that the server has rolled the transaction back, as the victim of a deadlock: what ran next would stand outside of it. */
    private boolean mayGoUnread(ChunkRelay relay) {
        return !relay.isSent() || !transactions.onServer();
    }

    /**
     * The driver can stop it with the first row that it gives, without harm to the transaction. One that gives none has to be stopped by the server, as any other, but who only reads no
     * more waits a moment before that.
     */
    private void beginUnheard(long id, Interruption stopping, ChunkRelay relay) {
        if (relay.isFlowing()) {
            relay.stop(() -> {});
            stopping.stoppedByDriver();
            questions.fenceInTime(id);
            questions.lookAgainSoon(id);
            return;
        }
        relay.stop(() -> self.tell(new StepNews.Unheard(id)));
        if (stopping.isUrgent()) {
            stopping.requestBegins();
            questions.stop(id);
        } else {
            stopping.requestEnded();
            questions.stopSoon(id);
        }
    }

    /**
     * Rows that nobody wants are dropped sooner by the driver, which does not read them, than here. They stay where they are until the server has the order,
     * so that it does not send more meanwhile and its answer does not have to wait for them.
     */
    private void beginUnwanted(long id, Interruption stopping, ChunkRelay relay) {
        if (relay.isSent()) {
            stopping.holdRowsBack();
            questions.stop(id);
        } else {
            relay.leave();
            stopping.stoppedByDriver();
            questions.fenceInTime(id);
        }
    }

    /** From now on it must not go on where it cannot be stopped. */
    void press() {
        if (interruption != null) {
            interruption.press();
        }
    }

    // ---- what happens meanwhile

    Verdict stepEnded(long id, StatementRows rows) {
        Interruption stopping = underWay();
        stopping.stepEnded(rows);
        return fenceOnceQuiet(id, stopping);
    }

    Verdict stepFailed(long id, GranaryException failure) {
        Interruption stopping = underWay();
        stopping.stepFailed(failure instanceof StatementTimeoutException ? null : failure);
        return fenceOnceQuiet(id, stopping);
    }

    /** Nobody listens to a statement any more, perhaps one that went on since the server could not be told. */
    Verdict unheard(RunningOperation operation) {
        Interruption stopping = interruption;
        if (stopping == null) {
            stopping = new Interruption(StepFailure.stopped(setup, operation.current()), false);
            interruption = stopping;
            stopping.stoppedByDriver();
            questions.fenceInTime(operation.id());
        } else if (stopping.isOrdered()) {
            stopping.stepFailed(null);
            return fenceOnceQuiet(operation.id(), stopping);
        } else {
            stopping.stoppedByDriver();
            questions.fence(operation.id());
        }
        return Verdict.WAITS;
    }

    Verdict cancelEnded(RunningOperation operation, StepNews.CancelEnded ended) {
        return switch (ended.order()) {
            case TAKEN -> orderTaken(operation, underWay());
            case NOT_GIVEN -> orderNotGiven(operation, underWay());
            // It may still come, and would stop what ran on this connection then.
            case UNKNOWN -> Verdict.GIVEN_UP;
        };
    }

    private static Verdict orderNotGiven(RunningOperation operation, Interruption stopping) {
        if (stopping.isUrgent()) {
            return Verdict.GIVEN_UP;
        }
        if (stopping.holdsRowsBack()) {
            relay(operation.current()).ifPresent(ChunkRelay::drain);
        }
        return stopping.isStepOver() ? Verdict.SETTLED : Verdict.GOES_ON;
    }

    private Verdict orderTaken(RunningOperation operation, Interruption stopping) {
        stopping.requestEnded();
        if (stopping.holdsRowsBack() && !stopping.isStepOver()) {
            relay(operation.current()).ifPresent(ChunkRelay::leave);
            stopping.stepFailed(null);
        }
        if (stopping.isWithoutEffect()) {
            questions.orderAgainSoon(operation.id());
        }
        return fenceOnceQuiet(operation.id(), stopping);
    }

    /** It is time to order it again, or not to wait for rows any longer. */
    void again(RunningOperation operation) {
        Interruption stopping = underWay();
        if (stopping.isStoppedByDriver()) {
            relay(operation.current()).ifPresent(ChunkRelay::leave);
        } else if (stopping.isWithoutEffect()) {
            stopping.requestBegins();
            questions.order(operation.id());
        }
    }

    private Verdict fenceOnceQuiet(long id, Interruption stopping) {
        if (stopping.isQuiet() && stopping.beginFence()) {
            questions.fence(id);
        }
        return Verdict.WAITS;
    }

    // ---- what it comes to

    /** Why the statement failed, if it did. */
    GranaryException failure() {
        return underWay().failure();
    }

    /** What the statement gave, coming to its end before it could be stopped; null if it did not. */
    @Nullable StatementRows rows() {
        return underWay().rows();
    }

    /**
     * What counts as the statement's success; null if it failed. Of a stream that came to its end after all, but was not given whole, the end is no success; and who does not want
     * the rest of one has what was wanted, unless the server took it for a failure, or failed for a reason that may have ended the transaction.
     */
    @Nullable StatementRows success(@Nullable Step step) {
        Interruption stopping = underWay();
        Optional<ChunkRelay> relay = relay(step);
        StatementRows rows = relay.filter(ChunkRelay::hasDropped).isPresent() ? null : stopping.rows();
        return rows != null
                ? rows
                : relay.filter(ChunkRelay::isCancelled)
                        .filter(cancelled -> stopping.isStoppedByDriver()
                                || !(abortsTransaction() || mayHaveEndedTransaction(stopping)))
                        .map(cancelled -> new StatementRows(null, List.of(), cancelled.rows()))
                        .orElse(null);
    }

    private boolean abortsTransaction() {
        return setup.dialect().get().supports(Feature.ERROR_ABORTS_TRANSACTION);
    }

    /** What is no fault of the statement's, as a deadlock: which of these take the whole transaction back is partly the server's setting. */
    private boolean mayHaveEndedTransaction(Interruption stopping) {
        return transactions.onServer() && stopping.refusal() instanceof OperationalException;
    }

    private Interruption underWay() {
        Interruption stopping = interruption;
        if (stopping == null) {
            throw new IllegalStateException("no statement is being stopped");
        }
        return stopping;
    }

    private static Optional<ChunkRelay> relay(@Nullable Step step) {
        return step instanceof Step.Run run ? run.relay() : Optional.empty();
    }

    /** The copy that a step runs. */
    static Optional<CopyRelay> copy(@Nullable Step step) {
        return step instanceof Step.Run run ? run.copy() : Optional.empty();
    }
}
