package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.dispatch.Trampoline;
import io.granary.error.GranaryException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.StreamTooSlowException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of a lease one at a time, each step by step, under its clocks. Belongs to the connection actor, which hands it the
 * messages of steps and does what it says; see {@link Progress}.
 *
 * <p>A statement whose time is over, or which nobody waits for any more, is stopped on the server: see {@link StatementStop}. Whatever
 * else takes too long costs the connection.
 */
final class OperationLine {

    private final ActorRef<ConnectionCommand> self;
    private final StepClock clock;
    private final ConnectionSetup setup;
    private final ConnectionReport.Line reports;
    private final DriverConnection driver;
    private final TransactionState transactions;
    private final Consumer<TransactionSnapshot> publish;
    private final Questions questions;
    private final StepRunner steps;
    private final StatementWatch watch;
    private final StatementStop stop;
    private final Deque<Operation> waiting = new ArrayDeque<>();
    private @Nullable RunningOperation running;
    private long lastOperation;

    /** Whether one was open when the step began that runs: when its connection is given up, the transactions are forgotten before it. */
    private boolean inTransaction;

    OperationLine(
            ActorRef<ConnectionCommand> self,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSetup setup,
            ConnectionReport.Line reports,
            DriverConnection driver,
            TransactionState transactions,
            Consumer<TransactionSnapshot> publish) {
        this.self = self;
        this.clock = new StepClock(timers, setup.ticker());
        this.setup = setup;
        this.reports = reports;
        this.driver = driver;
        this.transactions = transactions;
        this.publish = publish;
        this.questions = new Questions(self, timers, setup, driver);
        this.steps = new StepRunner(driver, setup.options().beginWithFirstStatement());
        this.watch = new StatementWatch(setup, reports.connection());
        this.stop = new StatementStop(self, setup, driver, transactions, questions);
    }

    /** Somebody is lent the connection. */
    void lent() {
        steps.lent();
    }

    /** What is begun from now on, until the lease ends, begins on the server at once. */
    void beginAtOnce() {
        steps.beginAtOnce();
    }

    /** The holder gets the driver's own connection. What was said to begin begins on the server first, and at once from now on. */
    Progress unwrap(Answer<Object> answer) {
        beginAtOnce();
        if (steps.isBeginOwed()) {
            return submit(new LeaseOperations.Unwrapping(answer, driver));
        }
        answer.succeed(driver.unwrap());
        return Progress.Going.INSTANCE;
    }

    int waiting() {
        return waiting.size();
    }

    /** The operation that runs; null when none does. */
    @Nullable Operation current() {
        return running == null ? null : running.operation();
    }

    /** What was done so far, and is being done. */
    Pulse pulse() {
        Optional<Transfer> transfer = transfer(current());
        return new Pulse(
                lastOperation,
                transfer.map(Transfer::moves).orElse(0L),
                running != null,
                transfer.map(Transfer::waitsOutside).orElse(false));
    }

    /** Whether a statement gives rows to somebody who listens, or is going to. */
    boolean isStreaming() {
        return transfer(current()).isPresent()
                || waiting.stream().anyMatch(operation -> transfer(operation).isPresent());
    }

    private static Optional<Transfer> transfer(@Nullable Operation operation) {
        Transfer known = null;
        if (operation instanceof StatementOperations.StreamRows stream) {
            known = stream.request().relay();
        } else if (operation instanceof StatementOperations.CopyRows copy) {
            known = copy.request().relay();
        }
        return Optional.ofNullable(known).filter(Transfer::isOpen);
    }

    /** Nobody is to listen any more: what runs is stopped, and what follows comes behind that. */
    void closeStreams() {
        transfer(current()).ifPresent(open -> open.close(closed()));
        waiting.forEach(operation -> transfer(operation).ifPresent(open -> open.close(closed())));
    }

    private static ResourceClosedException closed() {
        return ResourceClosedException.of(
                "The stream was closed before its end: its connection was given back, or rolled back.",
                "read streams to their end before that");
    }

    Progress submit(Operation operation) {
        waiting.add(operation);
        return running == null ? startNext() : Progress.Going.INSTANCE;
    }

    // ---- one after another

    private Progress startNext() {
        Operation next;
        while ((next = waiting.poll()) != null) {
            try {
                List<Step> plan = next.plan(transactions);
                RunningOperation started = new RunningOperation(++lastOperation, next, plan);
                if (plan.isEmpty() && !next.endsLease()) {
                    // Here and not by advance(), whose way back to this loop would be a call deeper for each of many.
                    next.settle(transactions);
                    publish();
                    started.answer(transactions);
                    continue;
                }
                running = started;
                return advance(started);
            } catch (GranaryException refused) {
                publish();
                next.fail(refused);
            }
        }
        return Progress.Going.INSTANCE;
    }

    private Progress advance(RunningOperation operation) {
        Step step = operation.next();
        if (step == null) {
            return finish(operation);
        }
        if (steps.opensBefore(step)) {
            step = new Step.Open();
            operation.first(step);
        }
        long id = operation.id();
        inTransaction = transactions.onServer();
        startClock(operation);
        Optional<GranaryException> refused = watch.before(step);
        if (refused.isPresent()) {
            clock.stop();
            operation.failed(refused.get(), transactions);
            return watch.stateUnknown() ? new Progress.Lost(Reason.INVALIDATED) : advance(operation);
        }
        steps.run(
                step,
                rows -> Trampoline.run(() -> self.tell(new StepNews.StepEnded(id, rows))),
                failure -> Trampoline.run(() -> self.tell(new StepNews.StepFailed(id, failure))));
        if (step instanceof Step.Run) {
            operation.operation().answer().whenAbandoned(() -> self.tell(new StepNews.Abandoned(id)));
        }
        return Progress.Going.INSTANCE;
    }

    private void startClock(RunningOperation operation) {
        Step step = operation.current();
        if (step != null) {
            timeLeft(operation, step).ifPresent(limit -> clock.start(operation.id(), limit));
        }
    }

    /** Of a transfer's limit only the time counts in which the database is waited for. */
    private Optional<Duration> timeLeft(RunningOperation operation, Step step) {
        Optional<Duration> limit = watch.limit(operation.operation(), step);
        return step instanceof Step.Run run && run.transfer().isPresent()
                ? run.transfer().get().timeLeft(limit)
                : limit;
    }

    private Progress finish(RunningOperation operation) {
        running = null;
        if (operation.failure() == null) {
            operation.operation().settle(transactions);
        }
        if (operation.operation().endsLease()) {
            return new Progress.LeaseOver(operation);
        }
        publish();
        operation.answer(transactions);
        return startNext();
    }

    private void publish() {
        publish.accept(transactions.snapshot());
    }

    // ---- what becomes of a step

    Progress onStepEnded(StepNews.StepEnded ended) {
        RunningOperation operation = runningIf(ended.operation());
        if (operation == null) {
            return Progress.Going.INSTANCE;
        }
        if (stop.isUnderWay()) {
            return carryOut(operation, stop.stepEnded(operation.id(), ended.rows()));
        }
        clock.stop();
        return stepEnded(operation, ended.rows());
    }

    private Progress stepEnded(RunningOperation operation, StatementRows rows) {
        operation.ended(rows, transactions);
        Optional<GranaryException> objection = watch.after(operation.current(), rows);
        if (objection.isPresent()) {
            operation.failed(objection.get(), transactions);
            if (watch.stateUnknown()) {
                return new Progress.Lost(Reason.INVALIDATED);
            }
        }
        return advance(operation);
    }

    Progress onStepFailed(StepNews.StepFailed failed) {
        RunningOperation operation = runningIf(failed.operation());
        if (operation == null) {
            return Progress.Going.INSTANCE;
        }
        if (!stop.isUnderWay()
                && operation.current() instanceof Step.Run
                && StepFailure.mayEndSession(setup, failed.failure())) {
            clock.stop();
            questions.judge(failed);
            return Progress.Going.INSTANCE;
        }
        return fail(operation, failed.failure(), driver.alive());
    }

    Progress onJudged(StepNews.Judged judged) {
        RunningOperation operation = runningIf(judged.operation());
        return operation == null ? Progress.Going.INSTANCE : fail(operation, judged.failure(), judged.alive());
    }

    private Progress fail(RunningOperation operation, DriverException reported, boolean alive) {
        StepFailure failure = StatementStop.copy(operation.current())
                .flatMap(CopyRelay::dataFailure)
                .map(cause -> judged(operation, reported, alive).because(cause))
                .orElseGet(() -> judged(operation, reported, alive));
        if (failure.concernsAll() && !steps.readOnly()) {
            reports.tell(new ConnectionReport.ServerChanged(reports.connection()));
        }
        if (stop.isUnderWay() && failure.reason().isEmpty()) {
            return carryOut(operation, stop.stepFailed(operation.id(), failure.exception()));
        }
        clock.stop();
        questions.answered(operation.id());
        watch.failed(operation.current(), failure.exception());
        if (operation.current() instanceof Step.Ping) {
            return unlendable();
        }
        operation.failed(failure.exception(), transactions);
        if (failure.reason().isPresent()) {
            return new Progress.Lost(failure.reason().get());
        }
        return watch.stateUnknown() ? new Progress.Lost(Reason.INVALIDATED) : advance(operation);
    }

    private StepFailure judged(RunningOperation operation, DriverException reported, boolean alive) {
        return StepFailure.of(setup, operation.current(), reported, alive, inTransaction, !operation.hasRun());
    }

    private Progress unlendable() {
        running = null;
        return Progress.Unlendable.INSTANCE;
    }

    // ---- stopping a statement

    Progress onClockRang() {
        RunningOperation operation = running;
        if (!clock.isOver(operation == null ? 0 : operation.id()) || operation == null || stop.isUnderWay()) {
            return Progress.Going.INSTANCE;
        }
        if (operation.current() instanceof Step.Run run) {
            return run.transfer().isPresent()
                    ? onTransferClock(operation, run, run.transfer().get())
                    : interrupt(operation);
        }
        StepFailure failure = StepFailure.timedOut(setup, operation.current());
        watch.failed(operation.current(), failure.exception());
        if (operation.current() instanceof Step.Ping) {
            return unlendable();
        }
        operation.failed(failure.exception(), transactions);
        return new Progress.Lost(Reason.INVALIDATED);
    }

    private Progress onTransferClock(RunningOperation operation, Step.Run run, Transfer transfer) {
        Optional<StreamTooSlowException> overheld = transfer.overheld();
        if (overheld.isPresent()) {
            transfer.close(overheld.get());
            return interrupt(operation, overheld.get(), true);
        }
        Optional<Duration> left = timeLeft(operation, run).filter(time -> !time.isNegative() && !time.isZero());
        if (left.isEmpty()) {
            return interrupt(operation);
        }
        clock.start(operation.id(), left.get());
        return Progress.Going.INSTANCE;
    }

    private Progress interrupt(RunningOperation operation) {
        return interrupt(operation, StepFailure.stopped(setup, operation.current()), true);
    }

    Progress onAbandoned(StepNews.Abandoned abandoned) {
        RunningOperation operation = runningIf(abandoned.operation());
        return operation == null || stop.isUnderWay() || !(operation.current() instanceof Step.Run)
                ? Progress.Going.INSTANCE
                : interrupt(operation, StepFailure.stopped(setup, operation.current()), false);
    }

    /** Stops what runs because its lease is taken back; empty if it cannot be stopped and kept. */
    Optional<Progress> interrupt(GranaryException reason) {
        RunningOperation operation = running;
        if (operation == null || !(operation.current() instanceof Step.Run)) {
            return Optional.empty();
        }
        if (!stop.isUnderWay()) {
            return Optional.of(interrupt(operation, reason, true));
        }
        stop.press();
        return Optional.of(Progress.Going.INSTANCE);
    }

    private Progress interrupt(RunningOperation operation, GranaryException reason, boolean urgent) {
        clock.stop();
        stop.begin(operation, reason, urgent);
        return Progress.Going.INSTANCE;
    }

    Progress onUnheard(StepNews.Unheard unheard) {
        RunningOperation operation = runningIf(unheard.operation());
        if (operation == null) {
            return Progress.Going.INSTANCE;
        }
        clock.stop();
        return carryOut(operation, stop.unheard(operation));
    }

    Progress onCancelEnded(StepNews.CancelEnded ended) {
        RunningOperation operation = stoppingIf(ended.operation());
        return operation == null ? Progress.Going.INSTANCE : carryOut(operation, stop.cancelEnded(operation, ended));
    }

    Progress onCancelAgain(StepNews.CancelAgain again) {
        RunningOperation operation = stoppingIf(again.operation());
        if (operation != null) {
            stop.again(operation);
        }
        return Progress.Going.INSTANCE;
    }

    Progress onFenced(StepNews.Fenced fenced) {
        RunningOperation operation = stoppingIf(fenced.operation());
        if (operation == null) {
            return Progress.Going.INSTANCE;
        }
        return fenced.answered() ? settle(operation) : giveUpStopping(operation);
    }

    Progress onGraceOver(StepNews.GraceOver grace) {
        RunningOperation operation = stoppingIf(grace.operation());
        return operation == null ? Progress.Going.INSTANCE : giveUpStopping(operation);
    }

    private @Nullable RunningOperation stoppingIf(long id) {
        return stop.isUnderWay() ? runningIf(id) : null;
    }

    private Progress carryOut(RunningOperation operation, StatementStop.Verdict verdict) {
        return switch (verdict) {
            case WAITS -> Progress.Going.INSTANCE;
            case GOES_ON -> goOn(operation);
            case SETTLED -> settle(operation);
            case GIVEN_UP -> giveUpStopping(operation);
        };
    }

    private Progress goOn(RunningOperation operation) {
        stop.forget();
        questions.answered(operation.id());
        startClock(operation);
        return Progress.Going.INSTANCE;
    }

    private Progress settle(RunningOperation operation) {
        questions.answered(operation.id());
        StatementRows rows = stop.success(operation.current());
        GranaryException failure = stop.failure();
        stop.forget();
        if (rows != null) {
            return stepEnded(operation, rows);
        }
        watch.failed(operation.current(), failure);
        operation.failed(failure, transactions);
        return watch.stateUnknown() ? new Progress.Lost(Reason.INVALIDATED) : advance(operation);
    }

    private Progress giveUpStopping(RunningOperation operation) {
        StatementRows rows = stop.rows();
        if (rows != null && operation.isLast() && operation.operation().endsLease()) {
            // It came to its end after all and is committed; only the connection is not worth keeping.
            watch.after(operation.current(), rows);
            operation.ended(rows, transactions);
            running = null;
            operation.answer(transactions);
        } else {
            GranaryException told = stop.failure() instanceof StatementTimeoutException
                    ? StepFailure.timedOut(setup, operation.current()).exception()
                    : StepFailure.givenUp(setup, operation.current(), stop.failure(), inTransaction);
            watch.failed(operation.current(), told);
            operation.failed(told, transactions);
        }
        return new Progress.Lost(Reason.INVALIDATED);
    }

    private @Nullable RunningOperation runningIf(long id) {
        return running != null && running.id() == id ? running : null;
    }

    // ---- ends

    /** Ends what runs, in failure unless its last step had ended, and what waits. */
    void failAll(GranaryException failure) {
        RunningOperation interrupted = running;
        running = null;
        stop.forget();
        if (interrupted != null) {
            clock.stop();
            questions.answered(interrupted.id());
            GranaryException known = interrupted.failure();
            GranaryException told =
                    known == null ? StepFailure.givenUp(setup, interrupted.current(), failure, inTransaction) : known;
            watch.failed(interrupted.current(), told);
            interrupted.operation().fail(told);
        }
        failWaiting(failure);
    }

    void failWaiting(GranaryException failure) {
        Operation next;
        while ((next = waiting.poll()) != null) {
            next.fail(failure);
        }
    }
}
