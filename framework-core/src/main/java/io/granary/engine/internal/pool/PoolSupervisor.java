package io.granary.engine.internal.pool;

import io.granary.dialect.ServerFacts;
import io.granary.engine.EngineOptions;
import io.granary.engine.Ticker;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.Canceller;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.pool.PoolCommand.Acquire;
import io.granary.engine.internal.pool.PoolCommand.Close;
import io.granary.engine.internal.pool.PoolCommand.Dispose;
import io.granary.engine.internal.pool.PoolCommand.GetHolders;
import io.granary.engine.internal.pool.PoolCommand.GetStatus;
import io.granary.engine.internal.pool.PoolCommand.GetWaiters;
import io.granary.error.GranaryException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
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
 * any        a defect                                   serving anew, or {@link PoolOver}
 * </pre>
 *
 * Invariants: a place is taken from the decision to open to the report of giving up, or the end of the connection actor; nobody waits
 * while a connection is idle; the books say no more than what children reported and what watching them told; it never waits for I/O.
 */
public final class PoolSupervisor {

    private record Reported(ConnectionReport report) implements PoolCommand.Own {}

    private record ConnectionEnded(long connection) implements PoolCommand.Own {}

    private record OwnerGone(ActorRef<?> owner) implements PoolCommand.Own {}

    private record Aside(long life, boolean held) implements PoolCommand.Own {}

    private record SentToItself(long at) implements PoolCommand.Own {}

    private enum Sweep implements PoolCommand.Own {
        INSTANCE
    }

    private enum WishesGivenUp implements PoolCommand.Own {
        INSTANCE
    }

    private enum ConnectAgain implements PoolCommand.Own {
        INSTANCE
    }

    private enum DeadlockLook implements PoolCommand.Own {
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

    private final ActorContext<PoolCommand> context;
    private final TimerScheduler<PoolCommand> timers;
    private final ConnectionSetup setup;
    private final Runnable over;
    private final PoolLives lives;
    private final Ticker ticker;
    private final PoolErrors errors;
    private final PoolBooks books;
    private final WaitingLine line;
    private final ActorRef<Canceller.Command> canceller;
    private final Opening opening;
    private final Lending lending;
    private final Retirement retirement;
    private final Deadlocks deadlocks;
    private final Census census = new Census();
    private final Reports reports;
    private final Housekeeping housekeeping;
    private final MailboxLag lag = new MailboxLag();
    private final Endings endings = new Endings();
    /** Read by connections that are stopped, on their threads. */
    private volatile boolean failed;

    private PoolSupervisor(
            ActorContext<PoolCommand> context,
            TimerScheduler<PoolCommand> timers,
            ConnectionSetup given,
            Consumer<ServerFacts> learned,
            Runnable over,
            DoubleSupplier chance,
            PoolLives lives) {
        this.context = context;
        this.timers = timers;
        this.over = over;
        this.lives = lives;
        this.setup = given.stoppedFor(() ->
                failed && !lives.isClosing() ? restarted() : given.stopped().get());
        this.ticker = setup.ticker();
        EngineOptions options = setup.options();
        this.errors = new PoolErrors(setup.engine());
        this.books = new PoolBooks(options, chance);
        ActorRef<PoolCommand> self = context.getSelf();
        this.line = new WaitingLine(
                options,
                books,
                errors,
                wait -> timers.startSingleTimer(Sweep.INSTANCE, Sweep.INSTANCE, wait),
                () -> self.tell(WishesGivenUp.INSTANCE));
        long life = lives.current();
        this.canceller = context.spawn(
                Canceller.create(setup, held -> self.tell(new Aside(life, held))),
                "canceller",
                DispatcherSelector.fromConfig("granary.dispatcher"));
        this.opening = new Opening(
                context,
                setup.with(canceller),
                books,
                new Attempts(options, chance),
                lives,
                learned,
                report -> self.tell(new Reported(report)),
                ConnectionEnded::new,
                wait -> timers.startSingleTimer(ConnectAgain.INSTANCE, ConnectAgain.INSTANCE, wait));
        this.lending = new Lending(context, setup, books, lives, OwnerGone::new);
        this.retirement = new Retirement(setup, books);
        this.deadlocks = new Deadlocks(
                options.deadlockGrace(),
                books,
                line,
                errors,
                wait -> timers.startSingleTimer(DeadlockLook.INSTANCE, DeadlockLook.INSTANCE, wait));
        this.reports = new Reports(setup, books, line, opening, lending, retirement, deadlocks, census);
        this.housekeeping = new Housekeeping(setup, books, lending, retirement, ticker.read());
        opening.openAhead(0, ticker.read());
        timers.startTimerWithFixedDelay(Audit.INSTANCE, Audit.INSTANCE, Housekeeping.INTERVAL);
    }

    /**
     * {@return a supervisor that has opened nothing yet}
     *
     * <p>After a defect another pool takes its place, which knows nothing of the connections before: these end with the one that failed.
     *
     * @param setup what its connection actors are given
     * @param learned told what the first connection of each pool learned of its server, before that connection is lent
     * @param over told when every connection has ended and on stopping, perhaps twice: what is sent after that may not be read
     * @param chance from 0 to 1, for what is left to it
     */
    public static Behavior<PoolCommand> create(
            ConnectionSetup setup, Consumer<ServerFacts> learned, Runnable over, DoubleSupplier chance) {
        PoolLives lives = new PoolLives();
        Behavior<PoolCommand> life = Behaviors.setup(context -> Behaviors.withTimers(timers -> begin(
                context,
                setup,
                lives,
                over,
                () -> new PoolSupervisor(context, timers, setup, learned, over, chance, lives))));
        // What is sent while the connections end is kept for the next one, as the mailbox would keep it.
        return Behaviors.supervise(life)
                .onFailure(RuntimeException.class, SupervisorStrategy.restart().withStashCapacity(Integer.MAX_VALUE));
    }

    private static Behavior<PoolCommand> begin(
            ActorContext<PoolCommand> context,
            ConnectionSetup setup,
            PoolLives lives,
            Runnable over,
            Supplier<PoolSupervisor> pool) {
        try {
            if (lives.mayBegin(setup.ticker().read())) {
                return pool.get().serving();
            }
        } catch (RuntimeException defect) {
            context.getLog().error("pool [{}]: cannot begin", setup.engine(), defect);
        }
        return PoolOver.refusing(context, new PoolErrors(setup.engine()), over);
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
                .onMessage(GetWaiters.class, this::onGetWaiters)
                .onMessage(Reported.class, this::onReported)
                .onMessage(OwnerGone.class, this::onOwnerGone)
                .onMessage(Aside.class, this::onAside)
                .onMessage(Sweep.class, this::onSweep)
                .onMessage(WishesGivenUp.class, this::onWishesGivenUp)
                .onMessage(ConnectAgain.class, this::onConnectAgain)
                .onMessage(DeadlockLook.class, this::onDeadlockLook)
                .onMessage(Audit.class, this::onAudit)
                .onMessage(SentToItself.class, this::onSentToItself)
                .onSignal(PreRestart.class, this::onPreRestart)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- wishes

    private Behavior<PoolCommand> onAcquire(Acquire acquire) {
        try {
            admit(acquire);
        } catch (RuntimeException defect) {
            // This pool ends of it, and answers those whom it knows.
            acquire.demand().fail(restarted());
            throw defect;
        }
        return Behaviors.same();
    }

    private void admit(Acquire acquire) {
        long now = ticker.read();
        if (acquire.terms().patience().orElse(setup.options().poolTimeout()).isZero()) {
            // So that an idle connection that is too old does not count as one that can be had at once.
            retirement.retireAllStale(now);
        }
        line.join(acquire, opening.mayOpenForAWaiter(now), now).ifPresent(waiter -> {
            serve();
            line.watch(waiter);
            if (!line.isEmpty()) {
                opening.refusal(now).ifPresent(line::failAll);
            }
            if (line.isUnwatched(waiter) && !line.isEmpty()) {
                line.expire(ticker.read(), opening.lastFailure());
            }
        });
    }

    /** Gives what is idle to whoever is next, and opens what may be opened for those who still wait. */
    private void serve() {
        long now = ticker.read();
        Slot slot;
        while (!line.isEmpty() && (slot = books.takeIdle()) != null) {
            if (books.isStale(slot, now)) {
                retirement.retireStale(slot);
                continue;
            }
            Waiter waiter = line.next();
            if (waiter == null) {
                books.returned(slot, now);
                break;
            }
            lending.lend(slot, waiter, now);
        }
        opening.openFor(line.size(), now);
        opening.openAhead(line.size(), now);
        deadlocks.watch();
    }

    // ---- children and owners

    private Behavior<PoolCommand> onReported(Reported reported) {
        reports.read(reported.report(), ticker.read());
        if (lives.isClosing()) {
            // Whoever was put back is in a line that nobody serves any more.
            line.failAll(errors.closed());
        }
        serve();
        if (line.isEmpty()) {
            retirement.retireOverflow();
        }
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onConnectionEnded(ConnectionEnded ended) {
        Slot slot = books.ended(ended.connection());
        census.ended(ended.connection());
        if (slot != null) {
            lending.crashed(slot.loan());
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
        if (changed.life() == lives.current()) {
            books.aside(changed.held());
        }
        return Behaviors.same();
    }

    // ---- clocks

    private Behavior<PoolCommand> onSweep(Sweep sweep) {
        long now = ticker.read();
        if (line.swept(now)) {
            line.expire(now, opening.lastFailure());
        }
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onWishesGivenUp(WishesGivenUp left) {
        line.dropAbandoned();
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onConnectAgain(ConnectAgain pauseOver) {
        serve();
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onDeadlockLook(DeadlockLook look) {
        deadlocks.look(ticker.read());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onAudit(Audit tick) {
        long now = ticker.read();
        housekeeping.look(now, context.getLog());
        serve();
        context.getSelf().tell(new SentToItself(now));
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onSentToItself(SentToItself message) {
        lag.read(message.at(), ticker.read())
                .ifPresent(late -> context.getLog()
                        .warn(
                                "pool [{}]: its messages wait for [{}] ms before they are read; the threads of granary.dispatcher have"
                                        + " too much to do, or something blocks them",
                                setup.engine(),
                                late.toMillis()));
        return Behaviors.same();
    }

    // ---- disposing, closing

    private Behavior<PoolCommand> onDispose(Dispose dispose) {
        context.getLog()
                .debug(
                        "pool [{}]: disposed of; [{}] lent connections close when they return",
                        setup.engine(),
                        books.lent());
        retirement.retireEverything(ticker.read());
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
        lives.close();
        opening.close();
        line.failAll(errors.closed());
        retirement.retireEverything(ticker.read());
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
        census.ask(question.answer(), books.loans(), ticker.read());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetWaiters(GetWaiters question) {
        question.answer().succeed(line.shown(ticker.read()));
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onPostStop(PostStop signal) {
        over.run();
        // With the actor system gone all at once, a connection actor may not have read what it was to do.
        answerEverybody(errors.closed());
        endings.closed();
        return Behaviors.same();
    }

    /** Its connections are its children and end with it; whoever holds one hears of that as of a lost link. */
    private Behavior<PoolCommand> onPreRestart(PreRestart signal) {
        failed = true;
        lending.forgetOwners();
        if (lives.isClosing()) {
            answerEverybody(errors.closed());
            endings.closed();
        } else {
            answerEverybody(restarted());
            endings.disposed();
        }
        return Behaviors.same();
    }

    private GranaryException restarted() {
        return errors.restarted();
    }

    private void answerEverybody(GranaryException failure) {
        lending.failAll(failure);
        line.failAll(failure);
        census.failAll(failure);
    }
}
