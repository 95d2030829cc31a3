package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionCommand.Begin;
import io.granary.engine.internal.connection.ConnectionCommand.Detach;
import io.granary.engine.internal.connection.ConnectionCommand.End;
import io.granary.engine.internal.connection.ConnectionCommand.Execute;
import io.granary.engine.internal.connection.ConnectionCommand.Invalidate;
import io.granary.engine.internal.connection.ConnectionCommand.InvalidateSoftly;
import io.granary.engine.internal.connection.ConnectionCommand.Lend;
import io.granary.engine.internal.connection.ConnectionCommand.Probe;
import io.granary.engine.internal.connection.ConnectionCommand.Release;
import io.granary.engine.internal.connection.ConnectionCommand.Request;
import io.granary.engine.internal.connection.ConnectionCommand.Retire;
import io.granary.engine.internal.connection.ConnectionCommand.Revoke;
import io.granary.engine.internal.connection.ConnectionCommand.RunOnce;
import io.granary.engine.internal.connection.ConnectionCommand.TellActivity;
import io.granary.engine.internal.connection.ConnectionCommand.Unwrap;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolClosedException;
import io.granary.error.StaleLeaseException;
import java.util.ArrayDeque;
import java.util.Deque;
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
import org.jspecify.annotations.Nullable;

/**
 * Owns one open physical connection to its end and runs one operation at a time on it.
 *
 * <pre>
 * phase     leaves when                                   to
 * idle      Lend, RunOnce                                 lent
 *           Retire                                        closing
 * lent      the lease's last operation ends               idle, or closing after Retire
 *           link lost, deadline passed, Invalidate        closing
 * closing   driver closed it, or the close clock ran out  stopped
 * </pre>
 *
 * Invariants: at most one lease; requests carry its number; each request is answered once, in order, whatever happens; the place in
 * the pool is free from the report of giving up, not from the end of the driver's close. {@link OpeningConnection} comes before.
 */
final class ConnectionActor {

    private record StepEnded(long operation, StatementRows rows) implements ConnectionCommand.Own {}

    private record StepFailed(long operation, DriverException failure) implements ConnectionCommand.Own {}

    private record Judged(long operation, DriverException failure, boolean alive) implements ConnectionCommand.Own {}

    private record TimedOut(long operation) implements ConnectionCommand.Own {}

    private enum Closed implements ConnectionCommand.Own {
        INSTANCE
    }

    private enum LastCall implements ConnectionCommand.Own {
        INSTANCE
    }

    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSetup setup;
    private final ConnectionReport.Line line;
    private final DriverConnection driver;
    private final StepRunner steps;
    private final StatementWatch watch;
    private final Gate gate = new Gate();
    private final TransactionState transactions = new TransactionState();
    private final Deque<Operation> waiting = new ArrayDeque<>();
    // Made once: an operation goes through them several times, and a handler table costs more to build than a message
    // to handle.
    private final Behavior<ConnectionCommand> whenIdle;
    private final Behavior<ConnectionCommand> whenLent;
    private final Behavior<ConnectionCommand> whenClosing;

    private @Nullable RunningOperation running;
    private @Nullable Lease lease;
    private long lastOperation;
    private boolean retiring;
    private boolean detached;
    private boolean unwrapped;
    private boolean revoked;
    private boolean closing;

    private ConnectionActor(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.line = line;
        this.driver = driver;
        this.steps = new StepRunner(driver);
        this.watch = new StatementWatch(setup, line.connection());
        this.whenIdle = idle();
        this.whenLent = lent();
        this.whenClosing = closing();
    }

    /** The behaviour of an open connection that nobody holds yet. */
    static Behavior<ConnectionCommand> open(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line line,
            DriverConnection driver) {
        return new ConnectionActor(context, timers, setup, line, driver).whenIdle;
    }

    // ---- phases

    private Behavior<ConnectionCommand> idle() {
        return withLate(Behaviors.receive(ConnectionCommand.class)
                .onMessage(Lend.class, this::onLend)
                .onMessage(RunOnce.class, this::onRunOnce)
                .onMessage(Probe.class, this::onProbe)
                .onMessage(Retire.class, retire -> giveUp(Reason.RETIRED)));
    }

    private Behavior<ConnectionCommand> lent() {
        return withLate(Behaviors.receive(ConnectionCommand.class)
                .onMessage(Execute.class, this::onExecute)
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
                .onMessage(StepEnded.class, this::onStepEnded)
                .onMessage(StepFailed.class, this::onStepFailed)
                .onMessage(Judged.class, this::onJudged)
                .onMessage(TimedOut.class, this::onTimedOut));
    }

    private Behavior<ConnectionCommand> closing() {
        return withLate(Behaviors.receive(ConnectionCommand.class)
                .onMessage(Closed.class, this::onClosed)
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .onMessage(Lend.class, lend -> reportLendFailed(lend.lease()))
                .onMessage(RunOnce.class, once -> reportLendFailed(once.lease()))
                .onMessage(Probe.class, probe -> reportLendFailed(probe.lease())));
    }

    /** What may come late in any phase: a request on a lease that is over, and what a given-up operation still sends. */
    private Behavior<ConnectionCommand> withLate(BehaviorBuilder<ConnectionCommand> phase) {
        return phase.onMessage(Release.class, late -> {
                    late.answer().succeed(Done.getInstance());
                    return Behaviors.same();
                })
                .onMessage(Request.class, this::refuseStale)
                .onMessage(TellActivity.class, this::onTellActivity)
                .onMessage(Revoke.class, late -> Behaviors.same())
                .onMessage(Retire.class, late -> Behaviors.same())
                .onMessage(ConnectionCommand.Own.class, late -> Behaviors.same())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- lending

    private Behavior<ConnectionCommand> onLend(Lend lend) {
        if (!lend.ping() && !driver.alive()) {
            return lendFailed(lend.lease());
        }
        Lease granted = lend(lend.lease());
        if (lend.ping()) {
            return submit(new Operations.Check(granted, lend.answer()));
        }
        grant(granted, lend.answer());
        return whenLent;
    }

    private Behavior<ConnectionCommand> onRunOnce(RunOnce once) {
        if (!once.ping() && !driver.alive()) {
            return lendFailed(once.lease());
        }
        lend(once.lease());
        return submit(new Operations.RunOnce(once));
    }

    private Behavior<ConnectionCommand> onProbe(Probe probe) {
        lend(probe.lease());
        return submit(new Operations.Probe());
    }

    private Behavior<ConnectionCommand> lendFailed(long number) {
        reportLendFailed(number);
        return giveUp(Reason.DISCONNECTED);
    }

    private Lease lend(long number) {
        Lease granted = new Lease(number, line.connection(), context.getSelf(), gate);
        revoked = false;
        lease = granted;
        unwrapped = false;
        return granted;
    }

    private void grant(Lease granted, Answer<Lease> answer) {
        ActorRef<ConnectionCommand> self = context.getSelf();
        answer.offer(granted, () -> self.tell(new Release(granted.number(), Answer.unheard())));
    }

    // ---- requests of the lease's holder

    private Behavior<ConnectionCommand> onExecute(Execute execute) {
        return ifCurrent(execute, new Operations.RunStatement(execute));
    }

    private Behavior<ConnectionCommand> onBegin(Begin begin) {
        return ifCurrent(begin, new Operations.BeginTransaction(begin));
    }

    private Behavior<ConnectionCommand> onEnd(End end) {
        return ifCurrent(end, new Operations.EndTransaction(end));
    }

    private Behavior<ConnectionCommand> onRelease(Release release) {
        if (!isCurrent(release)) {
            release.answer().succeed(Done.getInstance());
            return Behaviors.same();
        }
        return submit(new Operations.ReleaseLease(release.answer(), reset()));
    }

    private Behavior<ConnectionCommand> onInvalidate(Invalidate invalidate) {
        if (!isCurrent(invalidate)) {
            return refuseStale(invalidate);
        }
        Behavior<ConnectionCommand> next = giveUp(Reason.INVALIDATED);
        invalidate.answer().succeed(Done.getInstance());
        return next;
    }

    private Behavior<ConnectionCommand> onInvalidateSoftly(InvalidateSoftly invalidate) {
        if (!isCurrent(invalidate)) {
            return refuseStale(invalidate);
        }
        retiring = true;
        invalidate.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onDetach(Detach detach) {
        if (!isCurrent(detach)) {
            return refuseStale(detach);
        }
        if (!detached) {
            detached = true;
            retiring = true;
            line.ref().tell(new ConnectionReport.GivenUp(line.connection(), Reason.DETACHED));
        }
        detach.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onUnwrap(Unwrap unwrap) {
        if (!isCurrent(unwrap)) {
            return refuseStale(unwrap);
        }
        unwrapped = true;
        unwrap.answer().succeed(driver.unwrap());
        return Behaviors.same();
    }

    /** What was done through the driver's own connection went behind this actor's back, so the setting decides how it ends. */
    private Optional<Step> reset() {
        if (!unwrapped) {
            return Optional.empty();
        }
        return switch (setup.options().poolResetOnReturn()) {
            case ROLLBACK -> Optional.of(new Step.Rollback());
            case COMMIT -> Optional.of(new Step.Commit());
            case NONE -> Optional.empty();
        };
    }

    private Behavior<ConnectionCommand> ifCurrent(Request request, Operation operation) {
        if (!isCurrent(request)) {
            return refuseStale(request);
        }
        if (waiting.size() >= setup.options().maxPendingOperations()) {
            operation.fail(InvalidRequestException.of(
                    waiting.size() + " operations wait for this connection already, the most that may.",
                    "await the stages of earlier operations, use more connections, or raise max-pending-operations"));
            return Behaviors.same();
        }
        return submit(operation);
    }

    private boolean isCurrent(Request request) {
        return lease != null && lease.number() == request.lease();
    }

    private Behavior<ConnectionCommand> refuseStale(Request request) {
        request.answer()
                .fail(StaleLeaseException.of(
                        "Lease " + request.lease() + " is over: it was released, invalidated or taken back.",
                        "lease a connection anew with connect() or begin()"));
        return Behaviors.same();
    }

    // ---- the supervisor's word

    private Behavior<ConnectionCommand> onRevoke(Revoke revoke) {
        if (lease == null || lease.number() != revoke.lease()) {
            return Behaviors.same();
        }
        StaleLeaseException gone =
                StaleLeaseException.of("The lease was taken back: " + revoke.reason() + ".", "lease a connection anew");
        failWaiting(gone);
        if (running != null && running.operation() instanceof Operations.ReleaseLease) {
            // Given back at this moment: an owner that releases and ends is no reason to lose the connection.
            return Behaviors.same();
        }
        revoked = true;
        if (running != null) {
            // What the statement does now interests nobody: stop it on the server, and do not wait for it.
            driver.cancel();
            return giveUp(Reason.INVALIDATED, gone);
        }
        return submit(new Operations.ReleaseLease(Answer.unheard(), reset()));
    }

    private Behavior<ConnectionCommand> onTellActivity(TellActivity ask) {
        long current = lease == null ? 0 : lease.number();
        line.ref()
                .tell(new ConnectionReport.Activity(
                        line.connection(), ask.question(), current, lastOperation, running != null));
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onRetireWhileLent(Retire retire) {
        retiring = true;
        return Behaviors.same();
    }

    // ---- operations, one at a time

    private Behavior<ConnectionCommand> submit(Operation operation) {
        waiting.add(operation);
        return running == null ? startNext() : Behaviors.same();
    }

    private Behavior<ConnectionCommand> startNext() {
        Operation next;
        while ((next = waiting.poll()) != null) {
            try {
                List<Step> plan = next.plan(transactions);
                RunningOperation started = new RunningOperation(++lastOperation, next, plan);
                if (plan.isEmpty() && !next.endsLease()) {
                    // Here and not by advance(), whose way back to this loop would be a call deeper for each of many.
                    conclude(started);
                    continue;
                }
                running = started;
                return advance(started);
            } catch (GranaryException refused) {
                publish();
                next.fail(refused);
            }
        }
        return whenLent;
    }

    private Behavior<ConnectionCommand> advance(RunningOperation operation) {
        Step step = operation.next();
        if (step == null) {
            return finish(operation);
        }
        ActorRef<ConnectionCommand> self = context.getSelf();
        long id = operation.id();
        watch.limit(operation.operation(), step)
                .ifPresent(limit -> timers.startSingleTimer(id, new TimedOut(id), limit));
        Optional<GranaryException> refused = watch.before(step);
        if (refused.isPresent()) {
            timers.cancel(id);
            operation.failed(refused.get(), transactions);
            return watch.stateUnknown() ? giveUp(Reason.INVALIDATED) : advance(operation);
        }
        steps.run(step, rows -> self.tell(new StepEnded(id, rows)), failure -> self.tell(new StepFailed(id, failure)));
        return whenLent;
    }

    private Behavior<ConnectionCommand> onStepEnded(StepEnded ended) {
        RunningOperation operation = running;
        if (operation == null || operation.id() != ended.operation()) {
            return Behaviors.same();
        }
        timers.cancel(operation.id());
        operation.ended(ended.rows(), transactions);
        Optional<GranaryException> objection = watch.after(operation.current(), ended.rows());
        if (objection.isPresent()) {
            operation.failed(objection.get(), transactions);
            if (watch.stateUnknown()) {
                return giveUp(Reason.INVALIDATED);
            }
        }
        return advance(operation);
    }

    private Behavior<ConnectionCommand> onStepFailed(StepFailed failed) {
        RunningOperation operation = running;
        if (operation == null || operation.id() != failed.operation()) {
            return Behaviors.same();
        }
        if (operation.current() instanceof Step.Run && StepFailure.mayEndSession(setup, failed.failure())) {
            ActorRef<ConnectionCommand> self = context.getSelf();
            driver.ping()
                    .whenComplete((answered, silence) -> self.tell(new Judged(
                            failed.operation(), failed.failure(), silence == null && Boolean.TRUE.equals(answered))));
            return Behaviors.same();
        }
        return fail(operation, failed.failure(), driver.alive());
    }

    private Behavior<ConnectionCommand> onJudged(Judged judged) {
        RunningOperation operation = running;
        return operation == null || operation.id() != judged.operation()
                ? Behaviors.same()
                : fail(operation, judged.failure(), judged.alive());
    }

    private Behavior<ConnectionCommand> fail(RunningOperation operation, DriverException reported, boolean alive) {
        timers.cancel(operation.id());
        StepFailure failure = StepFailure.of(setup, operation.current(), reported, alive);
        watch.failed(operation.current(), failure.exception());
        if (failure.concernsAll() && !steps.readOnly()) {
            line.ref().tell(new ConnectionReport.ServerChanged(line.connection()));
        }
        if (operation.current() instanceof Step.Ping) {
            running = null;
            return lendFailed(lease == null ? 0 : lease.number());
        }
        operation.failed(failure.exception(), transactions);
        if (watch.stateUnknown() && failure.reason().isEmpty()) {
            return giveUp(Reason.INVALIDATED);
        }
        return failure.reason().map(this::giveUp).orElseGet(() -> advance(operation));
    }

    private Behavior<ConnectionCommand> onTimedOut(TimedOut timedOut) {
        RunningOperation operation = running;
        if (operation == null || operation.id() != timedOut.operation()) {
            return Behaviors.same();
        }
        StepFailure failure = StepFailure.timedOut(setup, operation.current());
        watch.failed(operation.current(), failure.exception());
        driver.cancel();
        if (operation.current() instanceof Step.Ping) {
            running = null;
            return lendFailed(lease == null ? 0 : lease.number());
        }
        operation.failed(failure.exception(), transactions);
        return giveUp(Reason.INVALIDATED);
    }

    private Behavior<ConnectionCommand> finish(RunningOperation operation) {
        running = null;
        Operation done = operation.operation();
        GranaryException failure = operation.failure();
        if (failure == null) {
            done.settle(transactions);
        }
        if (done.endsLease()) {
            // Before the answer: whoever hears of the end may ask the pool at once.
            Behavior<ConnectionCommand> next = endLease();
            answer(done, operation, failure);
            return next;
        }
        publish();
        answer(done, operation, failure);
        if (done instanceof Operations.Check check && failure == null) {
            grant(check.lease(), check.answer());
        }
        return startNext();
    }

    private void conclude(RunningOperation stepless) {
        stepless.operation().settle(transactions);
        publish();
        answer(stepless.operation(), stepless, null);
    }

    private void answer(Operation done, RunningOperation operation, @Nullable GranaryException failure) {
        if (failure == null) {
            done.succeed(operation.rows(), transactions);
        } else {
            done.fail(failure);
        }
    }

    private void publish() {
        if (lease != null) {
            lease.publish(transactions.snapshot());
        }
    }

    // ---- ends

    private Behavior<ConnectionCommand> endLease() {
        Lease over = lease;
        transactions.clear();
        lease = null;
        if (!waiting.isEmpty()) {
            failWaiting(StaleLeaseException.of(
                    "The lease ended before this operation's turn.", "await an operation before releasing"));
        }
        if (over != null) {
            over.publish(TransactionSnapshot.NONE);
            over.end(Lease.Status.ENDED);
        }
        if (retiring) {
            return giveUp(Reason.RETIRED);
        }
        if (over != null) {
            line.ref().tell(new ConnectionReport.Returned(line.connection(), over.number()));
        }
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
        RunningOperation interrupted = running;
        running = null;
        Lease over = lease;
        lease = null;
        if (!detached) {
            line.ref().tell(new ConnectionReport.GivenUp(line.connection(), reason));
        }
        if (over != null) {
            // What was taken back is over for its holder; what was lost may be replaced, once a lost transaction is
            // rolled back.
            over.publish(new TransactionSnapshot(List.of(), !revoked && transactions.inTransaction()));
            over.end(revoked ? Lease.Status.ENDED : Lease.Status.INVALIDATED);
        }
        transactions.clear();
        if (interrupted != null) {
            timers.cancel(interrupted.id());
            GranaryException failure = interrupted.failure();
            GranaryException told = failure == null ? gone : failure;
            watch.failed(interrupted.current(), told);
            interrupted.operation().fail(told);
        }
        failWaiting(gone);
        return close();
    }

    private void failWaiting(GranaryException failure) {
        Operation next;
        while ((next = waiting.poll()) != null) {
            next.fail(failure);
        }
    }

    private Behavior<ConnectionCommand> close() {
        ActorRef<ConnectionCommand> self = context.getSelf();
        timers.startSingleTimer(
                Closed.INSTANCE, Closed.INSTANCE, setup.options().closeTimeout());
        closing = true;
        driver.close().whenComplete((nothing, failure) -> self.tell(Closed.INSTANCE));
        return whenClosing;
    }

    private Behavior<ConnectionCommand> onClosed(Closed closed) {
        gate.shut();
        context.getSelf().tell(LastCall.INSTANCE);
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> reportLendFailed(long number) {
        line.ref().tell(new ConnectionReport.LendFailed(line.connection(), number));
        return Behaviors.same();
    }

    private Behavior<ConnectionCommand> onPostStop(PostStop signal) {
        gate.shut();
        ErrorReport report =
                ErrorReport.of(ErrorCode.POOL_CLOSED, "The engine was closed while this operation waited.");
        GranaryException closed = new PoolClosedException(report.hint("await running work before closing"));
        if (running != null) {
            watch.failed(running.current(), closed);
            running.operation().fail(closed);
            running = null;
        }
        if (lease != null) {
            lease.publish(new TransactionSnapshot(List.of(), transactions.inTransaction()));
            lease.end(Lease.Status.INVALIDATED);
            lease = null;
        }
        failWaiting(closed);
        if (lease != null) {
            lease.end(Lease.Status.INVALIDATED);
            lease = null;
        }
        if (!closing) {
            driver.close();
        }
        return Behaviors.same();
    }
}
