package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionCommand.Begin;
import io.granary.engine.internal.connection.ConnectionCommand.ClockRang;
import io.granary.engine.internal.connection.ConnectionCommand.CopyIn;
import io.granary.engine.internal.connection.ConnectionCommand.Detach;
import io.granary.engine.internal.connection.ConnectionCommand.End;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.connection.ConnectionCommand.Execute;
import io.granary.engine.internal.connection.ConnectionCommand.Invalidate;
import io.granary.engine.internal.connection.ConnectionCommand.InvalidateSoftly;
import io.granary.engine.internal.connection.ConnectionCommand.Lend;
import io.granary.engine.internal.connection.ConnectionCommand.Look;
import io.granary.engine.internal.connection.ConnectionCommand.Probe;
import io.granary.engine.internal.connection.ConnectionCommand.Release;
import io.granary.engine.internal.connection.ConnectionCommand.Request;
import io.granary.engine.internal.connection.ConnectionCommand.Retire;
import io.granary.engine.internal.connection.ConnectionCommand.Revoke;
import io.granary.engine.internal.connection.ConnectionCommand.RunOnce;
import io.granary.engine.internal.connection.ConnectionCommand.Stream;
import io.granary.engine.internal.connection.ConnectionCommand.TellActivity;
import io.granary.engine.internal.connection.ConnectionCommand.Unwrap;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.connection.StepNews.Abandoned;
import io.granary.engine.internal.connection.StepNews.CancelAgain;
import io.granary.engine.internal.connection.StepNews.CancelEnded;
import io.granary.engine.internal.connection.StepNews.Fenced;
import io.granary.engine.internal.connection.StepNews.GraceOver;
import io.granary.engine.internal.connection.StepNews.Judged;
import io.granary.engine.internal.connection.StepNews.StepEnded;
import io.granary.engine.internal.connection.StepNews.StepFailed;
import io.granary.engine.internal.connection.StepNews.Unheard;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleLeaseException;
import io.granary.error.StreamOpenException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Owns one open physical connection to its end and runs one operation at a time on it.
 *
 * <pre>
 * phase     leaves when                                   to
 * idle      Lend, RunOnce                                 lent
 *           Retire, Look at a link that has ended         closing
 * lent      the lease's last operation ends               idle, or closing after Retire
 *           link lost, deadline passed, Invalidate        closing
 * </pre>
 *
 * Invariants: at most one lease; requests carry its number; each request is answered once, in order, whatever happens; the place in
 * the pool is free from the report of giving up, not from the end of the driver's close. {@link OpeningConnection} comes before, {@link
 * ClosingConnection} after.
 */
final class ConnectionActor {

    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSetup setup;
    private final ConnectionReport.Line line;
    private final DriverConnection driver;
    private final Gate gate = new Gate();
    private final TransactionState transactions = new TransactionState();
    private final OperationLine operations;
    // Made once: an operation goes through them several times, and a handler table costs more to build than a message
    // to handle.
    private final Behavior<ConnectionCommand> whenIdle;
    private final Behavior<ConnectionCommand> whenLent;

    private final Holding holding = new Holding();
    private final SessionTrace session;
    private final List<String> told;

    private ConnectionActor(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver,
            List<String> told) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.line = line;
        this.driver = driver;
        this.told = List.copyOf(told);
        this.session = new SessionTrace(setup.options().sessionReset());
        this.operations =
                new OperationLine(context.getSelf(), timers, setup, line, driver, transactions, holding::publish);
        this.whenIdle = idle();
        this.whenLent = lent();
    }

    /** The behaviour of an open connection that nobody holds yet. The last argument is what its session was told after login. */
    static Behavior<ConnectionCommand> open(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver,
            List<String> told) {
        return new ConnectionActor(context, timers, setup, line, driver, told).whenIdle;
    }

    // ---- phases

    private Behavior<ConnectionCommand> idle() {
        return withLate(Behaviors.receive(ConnectionCommand.class)
                .onMessage(RunOnce.class, this::onRunOnce)
                .onMessage(Lend.class, this::onLend)
                .onMessage(Probe.class, this::onProbe)
                .onMessage(Look.class, look -> onLook())
                .onMessage(Retire.class, retire -> giveUp(Reason.RETIRED))
                .onMessage(ClockRang.class, this::onClockRangWhileIdle));
    }

    private Behavior<ConnectionCommand> lent() {
        return withLate(Behaviors.receive(ConnectionCommand.class)
                .onMessage(StepEnded.class, ended -> go(operations.onStepEnded(ended)))
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Stream.class, this::onStream)
                .onMessage(CopyIn.class, this::onCopyIn)
                .onMessage(Begin.class, this::onBegin)
                .onMessage(End.class, this::onEnd)
                .onMessage(Release.class, this::onRelease)
                .onMessage(Invalidate.class, this::onInvalidate)
                .onMessage(InvalidateSoftly.class, this::onInvalidateSoftly)
                .onMessage(Detach.class, this::onDetach)
                .onMessage(Unwrap.class, this::onUnwrap)
                .onMessage(Revoke.class, this::onRevoke)
                .onMessage(Retire.class, this::onRetireWhileLent)
                .onMessage(Lend.class, lend -> reportLendFailed(lend.lease()))
                .onMessage(RunOnce.class, once -> reportLendFailed(once.lease()))
                .onMessage(Probe.class, probe -> reportLendFailed(probe.lease()))
                .onMessage(StepFailed.class, failed -> go(operations.onStepFailed(failed)))
                .onMessage(Judged.class, judged -> go(operations.onJudged(judged)))
                .onMessage(ClockRang.class, rang -> go(operations.onClockRang()))
                .onMessage(Abandoned.class, abandoned -> go(operations.onAbandoned(abandoned)))
                .onMessage(Unheard.class, unheard -> go(operations.onUnheard(unheard)))
                .onMessage(CancelEnded.class, ended -> go(operations.onCancelEnded(ended)))
                .onMessage(CancelAgain.class, again -> go(operations.onCancelAgain(again)))
                .onMessage(Fenced.class, fenced -> go(operations.onFenced(fenced)))
                .onMessage(GraceOver.class, grace -> go(operations.onGraceOver(grace))));
    }

    private Behavior<ConnectionCommand> withLate(BehaviorBuilder<ConnectionCommand> phase) {
        return LateMessages.behind(phase.onMessage(TellActivity.class, this::onTellActivity))
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- lending

    private Behavior<ConnectionCommand> onLend(Lend lend) {
        if (!lend.ping() && !driver.alive()) {
            return lendFailed(lend.lease());
        }
        Lease granted = lend(lend.lease());
        session.begin();
        if (lend.ping()) {
            return submit(new LeaseOperations.Check(lend.answer(), () -> grant(granted, lend.answer())));
        }
        grant(granted, lend.answer());
        return whenLent;
    }

    private Behavior<ConnectionCommand> onRunOnce(RunOnce once) {
        if (!once.ping() && !driver.alive()) {
            return lendFailed(once.lease());
        }
        lend(once.lease());
        session.begin();
        runs(once.statement());
        return submit(new StatementOperations.RunOnce(once));
    }

    /** What begins or ends a transaction in the driver's own words goes behind the actor's back, as what is done on the driver's own connection does. */
    private void runs(BoundStatement statement) {
        session.runs(statement);
        if (statement.compiled().transactionControl()) {
            holding.unwrap();
            operations.beginAtOnce();
        }
    }

    private Behavior<ConnectionCommand> onProbe(Probe probe) {
        lend(probe.lease());
        return submit(new LeaseOperations.Probe());
    }

    /** Of others nothing is known: if the server is gone, they find that out at the same look. */
    private Behavior<ConnectionCommand> onLook() {
        return driver.alive() ? Behaviors.same() : giveUp(Reason.KILLED);
    }

    private Behavior<ConnectionCommand> onClockRangWhileIdle(ClockRang rang) {
        operations.onClockRang();
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> lendFailed(long number) {
        reportLendFailed(number);
        return giveUp(Reason.DISCONNECTED);
    }

    private Lease lend(long number) {
        Lease granted = new Lease(number, line.connection(), context.getSelf(), gate);
        holding.begin(granted);
        operations.lent();
        return granted;
    }

    private void grant(Lease granted, Answer<Lease> answer) {
        ActorRef<ConnectionCommand> self = context.getSelf();
        answer.offer(granted, () -> self.tell(new Release(granted.number(), Answer.unheard())));
    }

    // ---- requests of the lease's holder

    private Behavior<ConnectionCommand> onExecute(Execute execute) {
        if (holding.isCurrent(execute)) {
            runs(execute.statement());
        }
        return ifCurrent(execute, new StatementOperations.RunStatement(execute));
    }

    private Behavior<ConnectionCommand> onStream(Stream stream) {
        if (holding.isCurrent(stream)) {
            runs(stream.statement());
        }
        return ifCurrent(stream, new StatementOperations.StreamRows(stream));
    }

    private Behavior<ConnectionCommand> onCopyIn(CopyIn copy) {
        return ifCurrent(copy, new StatementOperations.CopyRows(copy));
    }

    private Behavior<ConnectionCommand> onBegin(Begin begin) {
        return ifCurrent(begin, new TransactionOperations.BeginTransaction(begin));
    }

    private Behavior<ConnectionCommand> onEnd(End end) {
        Optional<Step> identify = setup.options().commitResolution().isPresent() && end.ending() == Ending.COMMIT
                ? setup.dialect().get().transactionId().map(Step.Identify::new)
                : Optional.empty();
        return ifCurrent(end, new TransactionOperations.EndTransaction(end, identify));
    }

    private Behavior<ConnectionCommand> onRelease(Release release) {
        if (!holding.isCurrent(release)) {
            return LateMessages.release(release);
        }
        operations.closeStreams();
        return submit(release(release.answer()));
    }

    private Behavior<ConnectionCommand> onInvalidate(Invalidate invalidate) {
        if (!holding.isCurrent(invalidate)) {
            return LateMessages.refuse(invalidate);
        }
        Behavior<ConnectionCommand> next = giveUp(Reason.INVALIDATED);
        invalidate.answer().succeed(Done.getInstance());
        return next;
    }

    private Behavior<ConnectionCommand> onInvalidateSoftly(InvalidateSoftly invalidate) {
        if (!holding.isCurrent(invalidate)) {
            return LateMessages.refuse(invalidate);
        }
        holding.retire();
        invalidate.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onDetach(Detach detach) {
        if (!holding.isCurrent(detach)) {
            return LateMessages.refuse(detach);
        }
        if (holding.detach()) {
            line.tell(givenUp(Reason.DETACHED));
        }
        detach.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onUnwrap(Unwrap unwrap) {
        if (!holding.isCurrent(unwrap)) {
            return LateMessages.refuse(unwrap);
        }
        holding.unwrap();
        session.unwrap();
        return go(operations.unwrap(unwrap.answer()));
    }

    private Operation release(Answer<Done> answer) {
        return new LeaseOperations.ReleaseLease(
                answer, holding.reset(setup.options().poolResetOnReturn()));
    }

    private Behavior<ConnectionCommand> ifCurrent(Request request, Operation operation) {
        if (!holding.isCurrent(request)) {
            return LateMessages.refuse(request);
        }
        if (operations.waiting() >= setup.options().maxPendingOperations()) {
            operation.fail(InvalidRequestException.of(
                    operations.waiting() + " operations wait for this connection already, the most that may.",
                    "await the stages of earlier operations, use more connections, or raise max-pending-operations"));
            return Behaviors.same();
        }
        if (operations.isStreaming()) {
            if (request instanceof End end && end.ending() == Ending.ROLLBACK) {
                operations.closeStreams();
            } else {
                // To wait for the stream's end would be to wait for who is waiting here, most often.
                operation.fail(
                        StreamOpenException.of(
                                "A stream of rows is open on this connection, in or out, which can run nothing else until it ends.",
                                "read the stream to its end or close it first, or use another connection for what is run for each of its rows"));
                return Behaviors.same();
            }
        }
        return submit(operation);
    }

    // ---- the supervisor's word

    private Behavior<ConnectionCommand> onRevoke(Revoke revoke) {
        if (!holding.isCurrent(revoke.lease())) {
            return Behaviors.same();
        }
        StaleLeaseException gone =
                StaleLeaseException.of("The lease was taken back: " + revoke.reason() + ".", "lease a connection anew");
        operations.failWaiting(gone);
        Operation current = operations.current();
        if (current instanceof LeaseOperations.ReleaseLease || current instanceof LeaseOperations.ResetSession) {
            // Given back at this moment: an owner that releases and ends is no reason to lose the connection.
            return Behaviors.same();
        }
        holding.revoke();
        if (current == null) {
            return submit(release(Answer.unheard()));
        }
        // What the statement does now interests nobody. What is no statement cannot be stopped and is not waited for.
        Optional<Progress> stopping = operations.interrupt(gone);
        if (stopping.isEmpty()) {
            return giveUp(Reason.INVALIDATED, gone);
        }
        if (!current.endsLease()) {
            operations.submit(release(Answer.unheard()));
        }
        return go(stopping.get());
    }

    private Behavior<ConnectionCommand> onTellActivity(TellActivity ask) {
        line.tell(
                new ConnectionReport.Activity(line.connection(), ask.question(), holding.number(), operations.pulse()));
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onRetireWhileLent(Retire retire) {
        holding.retire();
        return Behaviors.same();
    }

    // ---- operations, one at a time

    private Behavior<ConnectionCommand> submit(Operation operation) {
        return go(operations.submit(operation));
    }

    private Behavior<ConnectionCommand> go(Progress progress) {
        if (progress instanceof Progress.LeaseOver over) {
            return leaseOver(over.last());
        } else if (progress instanceof Progress.Lost lost) {
            return giveUp(lost.reason());
        } else if (progress == Progress.Unlendable.INSTANCE) {
            return lendFailed(holding.number());
        }
        return whenLent;
    }

    // ---- ends

    private Behavior<ConnectionCommand> leaseOver(RunningOperation last) {
        transactions.clear();
        if (operations.waiting() > 0) {
            operations.failWaiting(StaleLeaseException.of(
                    "The lease ended before this operation's turn.", "await an operation before releasing"));
        }
        if (session.isChanged() && !holding.isRetiring()) {
            Optional<List<String>> reset = setup.dialect().get().sessionReset();
            if (reset.isPresent()) {
                session.resets();
                return submit(new LeaseOperations.ResetSession(reset.get(), told, () -> last.answer(transactions)));
            }
            holding.retire();
        }
        // Before the answer: whoever hears of the end may ask the pool at once.
        Behavior<ConnectionCommand> next = endLease();
        last.answer(transactions);
        return next;
    }

    private Behavior<ConnectionCommand> endLease() {
        Optional<Lease> over = holding.end();
        if (holding.isRetiring()) {
            return giveUp(Reason.RETIRED);
        }
        over.ifPresent(lease -> line.tell(new ConnectionReport.Returned(line.connection(), lease.number())));
        return whenIdle;
    }

    /** Gives the connection up: its place is free from here on; requests that wait are answered; the driver is asked to close. */
    private Behavior<ConnectionCommand> giveUp(Reason reason) {
        return giveUp(
                reason,
                InvalidRequestException.of(
                        "The connection was given up before this operation's end.", "lease a connection anew"));
    }

    private Behavior<ConnectionCommand> giveUp(Reason reason, GranaryException gone) {
        if (!holding.isDetached()) {
            line.tell(givenUp(reason));
        }
        holding.lose(transactions.inTransaction());
        transactions.clear();
        operations.failAll(gone);
        return ClosingConnection.close(context, timers, setup, line, driver, gate);
    }

    private ConnectionReport givenUp(Reason reason) {
        return new ConnectionReport.GivenUp(line.connection(), reason, holding.last());
    }

    private Behavior<ConnectionCommand> reportLendFailed(long number) {
        line.tell(new ConnectionReport.LendFailed(line.connection(), number));
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onPostStop(PostStop signal) {
        gate.shut();
        holding.lose(transactions.inTransaction());
        try {
            operations.failAll(setup.stopped().get());
        } finally {
            // Whoever is answered may throw, and nobody else knows of the link.
            new UnheldConnection(context, setup).close(driver);
        }
        return Behaviors.same();
    }
}
