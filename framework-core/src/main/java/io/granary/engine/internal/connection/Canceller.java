package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Stops running statements from aside, over a connection of its own, where a server takes that order no other way (MySQL's {@code KILL
 * QUERY}). The connection is opened with the first order, counts for no place in the pool, and stays for later ones.
 *
 * <pre>
 * phase     leaves when                                           to
 * apart     Cancel                                                opening
 * opening   the driver gives a connection                         ready
 *           it gives none, or the connect clock runs out          apart, those who wait are refused
 * ready     an order fails, or gets no answer within the grace    apart, those who wait are refused
 *           Dispose                                               apart; ending while an order is on its way
 * ending    that order is over, or the grace is                   apart; opening if somebody waits by then
 * </pre>
 *
 * Invariants: one order at a time; each is answered once, and one that is on its way not before it is known to be over, or that nobody will ever know;
 * one whose connection was closed meanwhile is not given, since its number on the server may be somebody else's by then.
 */
public final class Canceller {

    /** What a canceller is told. */
    public sealed interface Command permits Cancel, Dispose, Own {}

    /** Closes the connection; who waits is refused. The next order opens another. */
    public enum Dispose implements Command {
        /** The only one. */
        INSTANCE
    }

    private sealed interface Own extends Command {}

    /**
     * Stops what runs on a connection.
     *
     * @param victim the connection
     * @param over told once, on any thread, when the order is over: what became of it
     */
    record Cancel(DriverConnection victim, Consumer<StopOrder> over) implements Command {}

    private record Opened(long attempt, DriverConnection driver) implements Own {}

    private record OpenFailed(long attempt) implements Own {}

    private enum TimedOut implements Own {
        INSTANCE
    }

    private record Ended(long order, StopOrder outcome) implements Own {}

    /** More than so many wait only where the server does not answer; their connections are given up then. */
    private static final int MOST_WAITING = 1000;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final ConnectionSetup setup;
    private final Consumer<Boolean> held;
    private final Deque<Cancel> waiting = new ArrayDeque<>();
    /** By the number of the attempt: a connect is never cancelled, and what it gives late is closed. */
    private final Map<Long, CompletionStage<DriverConnection>> connects = new HashMap<>();

    private final UnheldConnection unheld;
    private @Nullable DriverConnection side;
    private @Nullable Cancel current;
    private long lastAttempt;
    private long lastOrder;

    private Canceller(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ConnectionSetup setup,
            Consumer<Boolean> held) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.held = held;
        this.unheld = new UnheldConnection(context, setup);
    }

    /**
     * {@return one that has opened nothing}
     *
     * @param setup how connections are opened, and how long things may take
     * @param held told whether a connection is open from now on; it only sends a message
     */
    public static Behavior<Command> create(ConnectionSetup setup, Consumer<Boolean> held) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Canceller(context, timers, setup, held).apart()));
    }

    /**
     * Stops what runs on a connection, by itself where its driver can.
     *
     * @param canceller who does it where it cannot
     * @param victim the connection
     * @param over told once, on any thread, when the order is over: what became of it
     */
    static void cancel(Optional<ActorRef<Command>> canceller, DriverConnection victim, Consumer<StopOrder> over) {
        if (victim.isCancelledFromAside() && canceller.isPresent()) {
            canceller.get().tell(new Cancel(victim, over));
        } else {
            victim.cancel()
                    .whenComplete((asked, failure) -> over.accept(
                            failure == null && !Boolean.TRUE.equals(asked)
                                    ? StopOrder.NOT_GIVEN
                                    : StopOrder.after(failure)));
        }
    }

    // ---- phases

    private Behavior<Command> apart() {
        return inEveryPhase(Behaviors.receive(Command.class).onMessage(Cancel.class, this::onFirst));
    }

    private Behavior<Command> opening() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(Cancel.class, this::onLater)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(Dispose.class, dispose -> fallApart())
                .onMessage(OpenFailed.class, this::onOpenFailed)
                .onMessage(TimedOut.class, timedOut -> fallApart()));
    }

    private Behavior<Command> ready() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(Cancel.class, this::onLater)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(Dispose.class, this::onDispose)
                .onMessage(TimedOut.class, timedOut -> fallApart()));
    }

    private Behavior<Command> ending() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(Cancel.class, this::onLater)
                .onMessage(Ended.class, this::onLastEnded)
                .onMessage(TimedOut.class, timedOut -> endLast(StopOrder.UNKNOWN)));
    }

    /** What may come late: the end of an order, a connection, or its failure, that is not waited for any more. */
    private Behavior<Command> inEveryPhase(BehaviorBuilder<Command> phase) {
        return phase.onMessage(Opened.class, this::onLateOpened)
                .onMessage(OpenFailed.class, this::onLateOpenFailed)
                .onMessage(Dispose.class, dispose -> Behaviors.same())
                .onMessage(Own.class, late -> Behaviors.same())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- opening

    private Behavior<Command> onFirst(Cancel cancel) {
        waiting.add(cancel);
        return connect();
    }

    private Behavior<Command> connect() {
        startClock(setup.options().connectTimeout());
        ActorRef<Command> self = context.getSelf();
        long attempt = ++lastAttempt;
        CompletionStage<DriverConnection> opened = open();
        connects.put(attempt, opened);
        opened.whenComplete(
                (driver, failure) -> self.tell(driver == null ? new OpenFailed(attempt) : new Opened(attempt, driver)));
        return opening();
    }

    private CompletionStage<DriverConnection> open() {
        try {
            return setup.driver().open();
        } catch (Throwable defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    private Behavior<Command> onOpened(Opened opened) {
        if (opened.attempt() != lastAttempt) {
            return onLateOpened(opened);
        }
        connects.remove(opened.attempt());
        side = new GuardedConnection(opened.driver());
        held.accept(true);
        stopClock();
        next();
        return ready();
    }

    private Behavior<Command> onOpenFailed(OpenFailed failed) {
        return failed.attempt() == lastAttempt ? fallApart() : onLateOpenFailed(failed);
    }

    private Behavior<Command> onLateOpened(Opened late) {
        connects.remove(late.attempt());
        unheld.close(late.driver());
        return Behaviors.same();
    }

    private Behavior<Command> onLateOpenFailed(OpenFailed late) {
        connects.remove(late.attempt());
        return Behaviors.same();
    }

    // ---- orders

    private Behavior<Command> onLater(Cancel cancel) {
        if (waiting.size() >= MOST_WAITING) {
            cancel.over().accept(StopOrder.NOT_GIVEN);
            return Behaviors.same();
        }
        waiting.add(cancel);
        if (current == null && side != null) {
            next();
        }
        return Behaviors.same();
    }

    private void next() {
        DriverConnection open = side;
        Cancel cancel;
        while (open != null && (cancel = waiting.poll()) != null) {
            if (cancel.victim().alive()) {
                current = cancel;
                give(open, cancel);
                return;
            }
            cancel.over().accept(StopOrder.NOT_GIVEN);
        }
    }

    private void give(DriverConnection open, Cancel cancel) {
        long order = ++lastOrder;
        ActorRef<Command> self = context.getSelf();
        startClock(setup.options().cancelGrace());
        open.cancelOther(cancel.victim())
                .whenComplete((nothing, failure) -> self.tell(new Ended(order, StopOrder.after(failure))));
    }

    private Behavior<Command> onEnded(Ended ended) {
        if (isOld(ended)) {
            return Behaviors.same();
        }
        stopClock();
        answer(ended.outcome());
        if (ended.outcome() != StopOrder.TAKEN) {
            return fallApart();
        }
        next();
        return Behaviors.same();
    }

    private boolean isOld(Ended ended) {
        return current == null || ended.order() != lastOrder;
    }

    private void answer(StopOrder outcome) {
        Cancel cancel = current;
        current = null;
        if (cancel != null) {
            cancel.over().accept(outcome);
        }
    }

    // ---- ends

    /** An order that is on its way stops what it finds, so whoever gave it has to know when it is over. */
    private Behavior<Command> onDispose(Dispose dispose) {
        if (current == null) {
            return fallApart();
        }
        refuseWaiting();
        return ending();
    }

    private Behavior<Command> onLastEnded(Ended ended) {
        return isOld(ended) ? Behaviors.same() : endLast(ended.outcome());
    }

    private Behavior<Command> endLast(StopOrder outcome) {
        stopClock();
        answer(outcome);
        closeSide();
        return waiting.isEmpty() ? apart() : connect();
    }

    private Behavior<Command> fallApart() {
        stopClock();
        answer(StopOrder.UNKNOWN);
        refuseWaiting();
        closeSide();
        return apart();
    }

    private void refuseWaiting() {
        waiting.forEach(cancel -> cancel.over().accept(StopOrder.NOT_GIVEN));
        waiting.clear();
    }

    private void closeSide() {
        if (side != null) {
            unheld.close(side);
            side = null;
            held.accept(false);
        }
    }

    private void startClock(Duration limit) {
        timers.startSingleTimer(TimedOut.INSTANCE, TimedOut.INSTANCE, limit);
    }

    private void stopClock() {
        timers.cancel(TimedOut.INSTANCE);
    }

    private Behavior<Command> onPostStop(PostStop signal) {
        answer(StopOrder.UNKNOWN);
        refuseWaiting();
        closeSide();
        UnheldConnection late = unheld;
        connects.values().forEach(connect -> connect.thenAccept(late::close));
        return Behaviors.same();
    }
}
