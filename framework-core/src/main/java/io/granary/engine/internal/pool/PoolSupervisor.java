package io.granary.engine.internal.pool;

import io.granary.dialect.ServerFacts;
import io.granary.engine.Holder;
import io.granary.engine.PoolListener;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.connection.OpeningConnection;
import io.granary.engine.internal.pool.PoolCommand.Acquire;
import io.granary.engine.internal.pool.PoolCommand.Close;
import io.granary.engine.internal.pool.PoolCommand.Dispose;
import io.granary.engine.internal.pool.PoolCommand.GetHolders;
import io.granary.engine.internal.pool.PoolCommand.GetStatus;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

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
    private final Consumer<ServerFacts> learned;
    private final Runnable over;
    private final LongSupplier clock;
    private final ActorRef<ConnectionReport> reports;
    private final PoolBooks books;
    private final PoolErrors errors;
    private final LeaseAudit audit;
    private final Waiters waiters = new Waiters();
    private final Owners owners = new Owners();
    private final List<Answer<Done>> disposing = new ArrayList<>();
    private final List<Answer<Done>> closing = new ArrayList<>();

    private boolean initialized;
    private long lastConnection;
    private long lastLease;
    private @Nullable Long sweepAt;
    private @Nullable GranaryException lastConnectFailure;

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
        this.learned = learned;
        this.over = over;
        this.clock = clock;
        this.reports = context.messageAdapter(ConnectionReport.class, Reported::new);
        this.books = new PoolBooks(setup.options());
        this.errors = new PoolErrors(setup.engine());
        this.audit =
                new LeaseAudit(setup.options().leakWarning(), setup.options().maxLease());
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
                .onMessage(Close.class, this::onClose));
    }

    private Behavior<PoolCommand> draining() {
        return inEveryPhase(Behaviors.receive(PoolCommand.class)
                .onMessage(Acquire.class, this::refuseBecauseClosed)
                .onMessage(Dispose.class, this::onDisposeWhileDraining)
                .onMessage(Close.class, this::onCloseAgain)
                .onMessage(DrainOver.class, this::onDrainOver)
                .onMessage(LastCall.class, last -> Behaviors.stopped()));
    }

    private Behavior<PoolCommand> inEveryPhase(BehaviorBuilder<PoolCommand> phase) {
        return phase.onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetHolders.class, this::onGetHolders)
                .onMessage(Reported.class, this::onReported)
                .onMessage(ConnectionEnded.class, this::onConnectionEnded)
                .onMessage(OwnerGone.class, this::onOwnerGone)
                .onMessage(Sweep.class, this::onSweep)
                .onMessage(Audit.class, this::onAudit)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- wishes

    private Behavior<PoolCommand> onAcquire(Acquire acquire) {
        long now = clock.getAsLong();
        if (isLineFull()) {
            acquire.demand()
                    .fail(errors.busy(
                            books.status(waiters.size()), setup.options().maxWaiting()));
            return Behaviors.same();
        }
        Duration patience = acquire.terms().patience().orElse(setup.options().poolTimeout());
        if (patience.isZero()) {
            // So that an idle connection that is too old does not count as one that can be had at once.
            retireAllStale();
        }
        if (patience.isZero() && books.idleCount() == 0 && books.mayOpen()) {
            // "Do not wait" is about the line: opening a connection of one's own is not waiting for others.
            patience = setup.options().connectTimeout();
        }
        Waiter waiter = new Waiter(acquire.terms(), acquire.demand(), now, now + patience.toNanos());
        waiters.add(waiter);
        serve();
        Long armed = sweepAt;
        if (armed == null || waiter.deadline() - armed < 0) {
            // Else the sweep that is armed comes before this deadline, and looks at everyone then.
            watchTheLine();
        }
        return Behaviors.same();
    }

    private void watchTheLine() {
        if (!waiters.isEmpty()) {
            expire(clock.getAsLong());
            armSweep();
        }
    }

    /** Who gets an idle connection, or a place of their own, does not stand in line; nor does who gave up. */
    private boolean isLineFull() {
        int most = setup.options().maxWaiting();
        if (waiters.size() - books.obtainable() < most) {
            return false;
        }
        waiters.removeIf(waiter -> waiter.demand().abandoned());
        return waiters.size() - books.obtainable() >= most;
    }

    /** Gives what is idle to whoever is next, and opens what may be opened for those who still wait. */
    private void serve() {
        long now = clock.getAsLong();
        while (!waiters.isEmpty() && books.idleCount() > 0) {
            Slot slot = books.takeIdle();
            if (slot == null) {
                break;
            }
            if (books.isStale(slot, now)) {
                retireStale(slot);
                continue;
            }
            Waiter waiter = waiters.next();
            if (waiter == null) {
                books.returned(slot);
                break;
            }
            lend(slot, waiter, now);
        }
        while (!waiters.isEmpty()
                && books.mayOpen()
                && books.opening() < waiters.size()
                && (initialized || books.opening() == 0)) {
            open();
        }
    }

    private void lend(Slot slot, Waiter waiter, long now) {
        long lease = ++lastLease;
        slot.lent(new Loan(lease, waiter, now));
        waiter.terms().owner().ifPresent(owner -> {
            if (owners.add(owner, lease)) {
                context.watchWith(owner, new OwnerGone(owner));
            }
        });
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CHECKED_OUT);
        slot.actor().tell(waiter.demand().command(lease, setup.options().poolPrePing()));
    }

    private void open() {
        long id = ++lastConnection;
        ActorRef<ConnectionCommand> actor = context.spawn(
                OpeningConnection.create(setup, new ConnectionReport.Line(reports, id), !initialized),
                "connection-" + id,
                DispatcherSelector.fromConfig("granary.dispatcher"));
        context.watchWith(actor, new ConnectionEnded(id));
        books.add(new Slot(id, actor, books.generation()));
    }

    // ---- what children report

    private Behavior<PoolCommand> onReported(Reported reported) {
        ConnectionReport report = reported.report();
        Slot slot = books.slot(report.connection());
        if (slot == null) {
            return Behaviors.same();
        }
        if (report instanceof ConnectionReport.Opened opened) {
            onOpened(slot, opened.facts());
        } else if (report instanceof ConnectionReport.OpenFailed failed) {
            onOpenFailed(slot, failed.failure());
        } else if (report instanceof ConnectionReport.Returned returned) {
            onReturned(slot, returned.lease());
        } else if (report instanceof ConnectionReport.LendFailed failed) {
            onLendFailed(slot, failed.lease());
        } else if (report instanceof ConnectionReport.GivenUp givenUp) {
            onGivenUp(slot, givenUp.reason());
        }
        serve();
        retireOverflow();
        return Behaviors.same();
    }

    private void onOpened(Slot slot, Optional<ServerFacts> facts) {
        lastConnectFailure = null;
        facts.ifPresent(learned);
        initialized |= facts.isPresent();
        books.opened(slot, clock.getAsLong());
        try {
            setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CONNECTED);
        } catch (Throwable refusal) {
            if (refusal instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            books.leaves(slot, false);
            slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
            failNext(refused(refusal));
            return;
        }
        if (books.isStale(slot, clock.getAsLong())) {
            // Disposed of while it was being opened.
            retireStale(slot);
        }
    }

    private static GranaryException refused(Throwable refusal) {
        return new InvalidRequestException(
                ErrorReport.of(
                                ErrorCode.INVALID_REQUEST,
                                "A pool listener refused the new connection by throwing "
                                        + refusal.getClass().getSimpleName() + ".")
                        .hint("look at the cause"),
                refusal);
    }

    private void onOpenFailed(Slot slot, GranaryException failure) {
        books.leaves(slot, false);
        lastConnectFailure = failure;
        failNext(failure);
    }

    /** The one who has waited longest is told why there is no connection; each failed opening answers one. */
    private void failNext(GranaryException failure) {
        Waiter waiter = waiters.next();
        if (waiter != null) {
            waiter.demand().fail(failure);
        }
    }

    private void onReturned(Slot slot, long lease) {
        Loan loan = slot.loan();
        if (loan == null || loan.lease() != lease) {
            return;
        }
        forget(loan);
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CHECKED_IN);
        if (slot.generation() < books.generation()) {
            // It was lent while the pool was disposed of, or while others of its age lost their link.
            retireStale(slot);
            return;
        }
        books.returned(slot);
    }

    /** Overflow lives as long as somebody needs it. */
    private void retireOverflow() {
        while (waiters.isEmpty() && books.hasMoreIdleThanItKeeps()) {
            Slot last = books.lastReturned();
            if (last == null) {
                return;
            }
            retire(last);
        }
    }

    /** It turned out dead before its asker heard of it: the asker is the next in line again. */
    private void onLendFailed(Slot slot, long lease) {
        Loan loan = slot.loan();
        if (loan != null && loan.lease() == lease) {
            long now = clock.getAsLong();
            Waiter asker = loan.waiter();
            // They had their turn in time, so another connection may still be opened for them.
            waiters.addFirst(
                    asker.isLate(now)
                            ? asker.until(now + setup.options().connectTimeout().toNanos())
                            : asker);
            armSweep();
        }
        // At once, not with the report of giving up that follows: what is opened in its place must not count as of its
        // age.
        onGivenUp(slot, ConnectionReport.Reason.DISCONNECTED);
    }

    private void onGivenUp(Slot slot, ConnectionReport.Reason reason) {
        Loan loan = slot.loan();
        boolean detached = reason == ConnectionReport.Reason.DETACHED;
        if (loan != null && !detached) {
            forget(loan);
        }
        books.leaves(slot, detached);
        switch (reason) {
            case DISCONNECTED -> {
                lost(slot);
                if (slot.generation() == books.generation()) {
                    // Others of its age have most likely lost their link too: better to open anew than to fail one user
                    // for each.
                    books.nextGeneration();
                }
                retireAllStale();
            }
            case INVALIDATED -> lost(slot);
            case RETIRED -> setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CLOSED);
            case DETACHED -> setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.DETACHED);
        }
    }

    private void lost(Slot slot) {
        books.countInvalidated();
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.INVALIDATED);
    }

    private Behavior<PoolCommand> onConnectionEnded(ConnectionEnded ended) {
        Slot slot = books.ended(ended.connection());
        if (slot != null && slot.loan() != null) {
            forget(slot.loan());
        }
        answerDisposals();
        serve();
        if (!closing.isEmpty() && books.isEmpty()) {
            lastCall();
        }
        return Behaviors.same();
    }

    private void forget(@Nullable Loan loan) {
        if (loan == null) {
            return;
        }
        loan.waiter().terms().owner().ifPresent(owner -> {
            if (owners.remove(owner, loan.lease())) {
                context.unwatch(owner);
            }
        });
    }

    private Behavior<PoolCommand> onOwnerGone(OwnerGone gone) {
        owners.gone(gone.owner())
                .forEach(lease -> revoke(lease, "its owner " + gone.owner().path() + " ended"));
        return Behaviors.same();
    }

    private void revoke(long lease, String reason) {
        Stream.concat(books.loans().stream(), books.detached().stream()).forEach(slot -> {
            Loan loan = slot.loan();
            if (loan != null && loan.lease() == lease) {
                slot.actor().tell(new ConnectionCommand.Revoke(lease, reason));
            }
        });
    }

    // ---- clocks

    private Behavior<PoolCommand> onSweep(Sweep sweep) {
        sweepAt = null;
        expire(clock.getAsLong());
        armSweep();
        return Behaviors.same();
    }

    private void expire(long now) {
        for (Waiter late : waiters.removeIf(waiter -> waiter.isLate(now))) {
            books.countTimeout();
            late.demand()
                    .fail(errors.timeout(late, now, books.status(waiters.size()), books.loans(), lastConnectFailure));
        }
    }

    private void armSweep() {
        long now = clock.getAsLong();
        waiters.untilFirstDeadline(now).ifPresent(wait -> {
            Long armed = sweepAt;
            if (armed == null || now + wait < armed) {
                sweepAt = now + wait;
                timers.startSingleTimer(
                        Sweep.INSTANCE, Sweep.INSTANCE, Duration.ofNanos(wait).plusMillis(1));
            }
        });
    }

    private Behavior<PoolCommand> onAudit(Audit tick) {
        long now = clock.getAsLong();
        for (LeaseAudit.Found found : audit.look(books.loans(), now)) {
            Loan loan = found.loan();
            boolean overdue = found.finding() == LeaseAudit.Finding.OVERDUE;
            context.getLog()
                    .warn(
                            "pool [{}]: lease [{}] of connection [{}] is held by [{}] for [{}] ms{}",
                            setup.engine(),
                            loan.lease(),
                            found.slot().id(),
                            loan.waiter().terms().ownerName(),
                            Duration.ofNanos(now - loan.since()).toMillis(),
                            overdue ? ", longer than max-lease; it is taken back" : "; is it leaking?");
            if (overdue) {
                found.slot()
                        .actor()
                        .tell(new ConnectionCommand.Revoke(loan.lease(), "it was held for longer than max-lease"));
            }
        }
        return Behaviors.same();
    }

    // ---- retiring, disposing, closing

    private void retireStale(Slot slot) {
        if (slot.generation() == books.generation()) {
            books.countRecycled();
        }
        retire(slot);
    }

    private void retire(Slot slot) {
        books.leaves(slot, false);
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CLOSED);
        slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
    }

    private void retireAllStale() {
        books.takeStale(clock.getAsLong()).forEach(this::retireStale);
    }

    private void retireEverything() {
        books.nextGeneration();
        retireAllStale();
        for (Slot slot : books.all()) {
            slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
        }
    }

    private Behavior<PoolCommand> onDispose(Dispose dispose) {
        context.getLog()
                .debug(
                        "pool [{}]: disposed of; [{}] lent connections close when they return",
                        setup.engine(),
                        books.lent());
        retireEverything();
        disposing.add(dispose.answer());
        answerDisposals();
        serve();
        return Behaviors.same();
    }

    private void answerDisposals() {
        if (books.nothingCloses()) {
            disposing.forEach(answer -> answer.succeed(Done.getInstance()));
            disposing.clear();
        }
    }

    private Behavior<PoolCommand> onDisposeWhileDraining(Dispose dispose) {
        closing.add(dispose.answer());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onClose(Close close) {
        context.getLog().info("pool [{}]: closing; [{}] connections are lent", setup.engine(), books.lent());
        closing.add(close.answer());
        waiters.removeIf(waiter -> true).forEach(waiter -> waiter.demand().fail(errors.closed()));
        retireEverything();
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

    private Behavior<PoolCommand> onCloseAgain(Close close) {
        closing.add(close.answer());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onDrainOver(DrainOver over) {
        Stream.concat(books.loans().stream(), books.detached().stream()).forEach(slot -> {
            Loan loan = slot.loan();
            if (loan != null) {
                slot.actor().tell(new ConnectionCommand.Revoke(loan.lease(), "the engine was closed"));
            }
        });
        return Behaviors.same();
    }

    private Behavior<PoolCommand> refuseBecauseClosed(Acquire acquire) {
        acquire.demand().fail(errors.closed());
        return Behaviors.same();
    }

    // ---- questions

    private Behavior<PoolCommand> onGetStatus(GetStatus question) {
        question.answer().succeed(books.status(waiters.size()));
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetHolders(GetHolders question) {
        long now = clock.getAsLong();
        List<Holder> holders = new ArrayList<>();
        for (Slot slot : books.loans()) {
            Loan loan = slot.loan();
            if (loan != null) {
                holders.add(new Holder(
                        loan.lease(),
                        slot.id(),
                        loan.waiter().terms().ownerName(),
                        Duration.ofNanos(now - loan.since())));
            }
        }
        question.answer().succeed(holders);
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onPostStop(PostStop signal) {
        over.run();
        // With the actor system gone all at once, a connection actor may not have read what it was to do.
        for (Slot slot : books.loans()) {
            Loan loan = slot.loan();
            if (loan != null) {
                loan.waiter().demand().fail(errors.closed());
            }
        }
        waiters.removeIf(waiter -> true).forEach(waiter -> waiter.demand().fail(errors.closed()));
        disposing.forEach(answer -> answer.succeed(Done.getInstance()));
        closing.forEach(answer -> answer.succeed(Done.getInstance()));
        return Behaviors.same();
    }
}
