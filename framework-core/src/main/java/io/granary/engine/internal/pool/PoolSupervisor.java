package io.granary.engine.internal.pool;

import io.granary.dialect.ServerFacts;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolListener;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.Canceller;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.pool.PoolCommand.Acquire;
import io.granary.engine.internal.pool.PoolCommand.Close;
import io.granary.engine.internal.pool.PoolCommand.Dispose;
import io.granary.engine.internal.pool.PoolCommand.GetHolders;
import io.granary.engine.internal.pool.PoolCommand.GetStatus;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Lends the connections of one engine.
 *
 * <pre>
 * phase      leaves when                                to
 * serving    Close                                      draining
 * draining   the last connection actor has ended        stopped
 * </pre>
 *
 * Invariants: a place is taken from the decision to open to the report of giving up, or the end of the connection actor; nobody waits
 * while a connection is idle; the books say no more than what children reported and what watching them told; it never waits for I/O.
 */
public final class PoolSupervisor {

    private record Reported(ConnectionReport report) implements PoolCommand.Own {}

    private record ConnectionEnded(long connection) implements PoolCommand.Own {}

    private record OwnerGone(ActorRef<?> owner) implements PoolCommand.Own {}

    private record Aside(boolean held) implements PoolCommand.Own {}

    private enum Sweep implements PoolCommand.Own {
        INSTANCE
    }

    private enum Audit implements PoolCommand.Own {
        INSTANCE
    }

    private enum DrainOver implements PoolCommand.Own {
        INSTANCE
    }

    private enum LastCall implements PoolCommand.Own {
        INSTANCE
    }

    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(1);

    private final ActorContext<PoolCommand> context;
    private final TimerScheduler<PoolCommand> timers;
    private final ConnectionSetup setup;
    private final Runnable over;
    private final LongSupplier clock;
    private final PoolErrors errors;
    private final PoolBooks books;
    private final WaitingLine line;
    private final ActorRef<Canceller.Command> canceller;
    private final Opening opening;
    private final Lending lending;
    private final Retirement retirement;
    private final Housekeeping housekeeping;
    private final Endings endings = new Endings();

    private PoolSupervisor(
            ActorContext<PoolCommand> context,
            TimerScheduler<PoolCommand> timers,
            ConnectionSetup setup,
            Consumer<ServerFacts> learned,
            Runnable over,
            LongSupplier clock) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.over = over;
        this.clock = clock;
        EngineOptions options = setup.options();
        this.errors = new PoolErrors(setup.engine());
        this.books = new PoolBooks(options);
        this.line = new WaitingLine(options, books, errors);
        ActorRef<PoolCommand> self = context.getSelf();
        this.canceller = context.spawn(
                Canceller.create(setup, held -> self.tell(new Aside(held))),
                "canceller",
                DispatcherSelector.fromConfig("granary.dispatcher"));
        this.opening = new Opening(
                context,
                setup.with(canceller),
                books,
                learned,
                context.messageAdapter(ConnectionReport.class, Reported::new),
                ConnectionEnded::new);
        this.lending = new Lending(context, setup, books, OwnerGone::new);
        this.retirement = new Retirement(setup, books);
        this.housekeeping = new Housekeeping(setup, books, lending);
        timers.startTimerWithFixedDelay(Audit.INSTANCE, Audit.INSTANCE, AUDIT_INTERVAL);
    }

    /**
     * {@return a supervisor that has opened nothing yet}
     *
     * @param setup what its connection actors are given
     * @param learned told once what the first connection learned of its server, before that connection is lent
     * @param over told when every connection has ended and on stopping, perhaps twice: what is sent after that may not be read
     * @param clock nanoseconds from an arbitrary start, for ages and deadlines
     */
    public static Behavior<PoolCommand> create(
            ConnectionSetup setup, Consumer<ServerFacts> learned, Runnable over, LongSupplier clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new PoolSupervisor(context, timers, setup, learned, over, clock).serving()));
    }

    /**
     * {@return a supervisor whose end interests nobody}
     *
     * @param setup what its connection actors are given
     * @param learned told once what the first connection learned of its server, before that connection is lent
     * @param clock nanoseconds from an arbitrary start, for ages and deadlines
     */
    public static Behavior<PoolCommand> create(
            ConnectionSetup setup, Consumer<ServerFacts> learned, LongSupplier clock) {
        return create(setup, learned, () -> {}, clock);
    }

    // ---- phases

    private Behavior<PoolCommand> serving() {
        return inEveryPhase(Behaviors.receive(PoolCommand.class)
                .onMessage(Acquire.class, this::onAcquire)
                .onMessage(Dispose.class, this::onDispose)
                .onMessage(Close.class, this::onClose)
                .onMessage(ConnectionEnded.class, this::onConnectionEnded));
    }

    private Behavior<PoolCommand> draining() {
        return inEveryPhase(Behaviors.receive(PoolCommand.class)
                .onMessage(Acquire.class, this::refuseBecauseClosed)
                .onMessage(Dispose.class, dispose -> awaitClose(dispose.answer()))
                .onMessage(Close.class, close -> awaitClose(close.answer()))
                .onMessage(ConnectionEnded.class, this::onConnectionEndedWhileDraining)
                .onMessage(DrainOver.class, this::onDrainOver)
                .onMessage(LastCall.class, last -> Behaviors.stopped()));
    }

    private Behavior<PoolCommand> inEveryPhase(BehaviorBuilder<PoolCommand> phase) {
        return phase.onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetHolders.class, this::onGetHolders)
                .onMessage(Reported.class, this::onReported)
                .onMessage(OwnerGone.class, this::onOwnerGone)
                .onMessage(Aside.class, this::onAside)
                .onMessage(Sweep.class, this::onSweep)
                .onMessage(Audit.class, this::onAudit)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- wishes

    private Behavior<PoolCommand> onAcquire(Acquire acquire) {
        long now = clock.getAsLong();
        if (acquire.terms().patience().orElse(setup.options().poolTimeout()).isZero()) {
            // So that an idle connection that is too old does not count as one that can be had at once.
            retirement.retireAllStale(now);
        }
        line.join(acquire, now).ifPresent(waiter -> {
            serve();
            if (line.isUnwatched(waiter) && !line.isEmpty()) {
                expire();
            }
        });
        return Behaviors.same();
    }

    /** Gives what is idle to whoever is next, and opens what may be opened for those who still wait. */
    private void serve() {
        long now = clock.getAsLong();
        Slot slot;
        while (!line.isEmpty() && (slot = books.takeIdle()) != null) {
            if (books.isStale(slot, now)) {
                retirement.retireStale(slot);
                continue;
            }
            Waiter waiter = line.next();
            if (waiter == null) {
                books.returned(slot);
                break;
            }
            lending.lend(slot, waiter, now);
        }
        opening.openFor(line.size());
    }

    // ---- what children report

    private Behavior<PoolCommand> onReported(Reported reported) {
        ConnectionReport report = reported.report();
        Slot slot = books.slot(report.connection());
        if (slot == null) {
            return Behaviors.same();
        }
        if (report instanceof ConnectionReport.Opened opened) {
            onOpened(slot, opened);
        } else if (report instanceof ConnectionReport.OpenFailed failed) {
            opening.failed(slot, failed.failure());
            // Each failed opening answers one.
            line.failNext(failed.failure());
        } else if (report instanceof ConnectionReport.Returned returned) {
            onReturned(slot, returned.lease());
        } else if (report instanceof ConnectionReport.LendFailed failed) {
            onLendFailed(slot, failed.lease());
        } else if (report instanceof ConnectionReport.GivenUp givenUp) {
            onGivenUp(slot, givenUp.reason());
        }
        serve();
        if (line.isEmpty()) {
            retirement.retireOverflow();
        }
        return Behaviors.same();
    }

    private void onOpened(Slot slot, ConnectionReport.Opened opened) {
        long now = clock.getAsLong();
        Optional<GranaryException> objection = opening.opened(slot, opened.facts(), now);
        objection.ifPresent(line::failNext);
        if (objection.isEmpty() && books.isStale(slot, now)) {
            // Disposed of while it was being opened.
            retirement.retireStale(slot);
        }
    }

    private void onReturned(Slot slot, long lease) {
        Loan loan = slot.loan();
        if (loan == null || loan.lease() != lease) {
            return;
        }
        lending.forget(loan);
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CHECKED_IN);
        if (slot.generation() < books.generation()) {
            // It was lent while the pool was disposed of, or while others of its age lost their link.
            retirement.retireStale(slot);
            return;
        }
        books.returned(slot);
    }

    /** It turned out dead before its asker heard of it: the asker is the next in line again. */
    private void onLendFailed(Slot slot, long lease) {
        Loan loan = slot.loan();
        if (loan != null && loan.lease() == lease) {
            long now = clock.getAsLong();
            line.putBack(loan.waiter(), now);
            armSweep(now);
        }
        // At once, not with the report of giving up that follows: what is opened in its place must not count as of its
        // age.
        onGivenUp(slot, Reason.DISCONNECTED);
    }

    private void onGivenUp(Slot slot, Reason reason) {
        if (reason != Reason.DETACHED) {
            lending.forget(slot.loan());
        }
        retirement.givenUp(slot, reason, clock.getAsLong());
    }

    private Behavior<PoolCommand> onConnectionEnded(ConnectionEnded ended) {
        Slot slot = books.ended(ended.connection());
        if (slot != null) {
            lending.forget(slot.loan());
        }
        answerDisposals();
        serve();
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onConnectionEndedWhileDraining(ConnectionEnded ended) {
        onConnectionEnded(ended);
        if (books.isEmpty()) {
            lastCall();
        }
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onOwnerGone(OwnerGone gone) {
        lending.ownerEnded(gone.owner());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onAside(Aside changed) {
        books.aside(changed.held());
        return Behaviors.same();
    }

    // ---- clocks

    private Behavior<PoolCommand> onSweep(Sweep sweep) {
        line.swept();
        expire();
        return Behaviors.same();
    }

    private void expire() {
        long now = clock.getAsLong();
        line.expire(now, opening.lastFailure());
        armSweep(now);
    }

    private void armSweep(long now) {
        line.armSweep(now).ifPresent(wait -> timers.startSingleTimer(Sweep.INSTANCE, Sweep.INSTANCE, wait));
    }

    private Behavior<PoolCommand> onAudit(Audit tick) {
        housekeeping.look(clock.getAsLong(), context.getLog());
        return Behaviors.same();
    }

    // ---- disposing, closing

    private Behavior<PoolCommand> onDispose(Dispose dispose) {
        context.getLog()
                .debug(
                        "pool [{}]: disposed of; [{}] lent connections close when they return",
                        setup.engine(),
                        books.lent());
        retirement.retireEverything(clock.getAsLong());
        canceller.tell(Canceller.Dispose.INSTANCE);
        endings.awaitDisposal(dispose.answer());
        answerDisposals();
        serve();
        return Behaviors.same();
    }

    private void answerDisposals() {
        if (books.nothingCloses()) {
            endings.disposed();
        }
    }

    private Behavior<PoolCommand> onClose(Close close) {
        context.getLog().info("pool [{}]: closing; [{}] connections are lent", setup.engine(), books.lent());
        endings.awaitClose(close.answer());
        line.failAll(errors.closed());
        retirement.retireEverything(clock.getAsLong());
        canceller.tell(Canceller.Dispose.INSTANCE);
        timers.startSingleTimer(DrainOver.INSTANCE, DrainOver.INSTANCE, close.drain());
        if (books.isEmpty()) {
            lastCall();
        }
        return draining();
    }

    /** What was sent before the announcement stands before the last message and is answered; who sends later knows. */
    private void lastCall() {
        over.run();
        context.getSelf().tell(LastCall.INSTANCE);
    }

    private Behavior<PoolCommand> awaitClose(Answer<Done> answer) {
        endings.awaitClose(answer);
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onDrainOver(DrainOver over) {
        lending.revokeAll("the engine was closed");
        return Behaviors.same();
    }

    private Behavior<PoolCommand> refuseBecauseClosed(Acquire acquire) {
        acquire.demand().fail(errors.closed());
        return Behaviors.same();
    }

    // ---- questions

    private Behavior<PoolCommand> onGetStatus(GetStatus question) {
        question.answer().succeed(books.status(line.size()));
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetHolders(GetHolders question) {
        question.answer().succeed(lending.holders(clock.getAsLong()));
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onPostStop(PostStop signal) {
        over.run();
        // With the actor system gone all at once, a connection actor may not have read what it was to do.
        lending.failAll(errors.closed());
        line.failAll(errors.closed());
        endings.closed();
        return Behaviors.same();
    }
}
