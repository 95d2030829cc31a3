package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * </pre>
 *
 * Invariants: one order at a time; each is answered once; one whose connection was closed meanwhile is not given, since its number on
 * the server may be somebody else's by then.
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
     * @param over told once, on any thread, when the order is over: whether the server took it
     */
    record Cancel(DriverConnection victim, Consumer<Boolean> over) implements Command {}

    private record Opened(DriverConnection driver) implements Own {}

    private record OpenFailed(long attempt) implements Own {}

    private enum TimedOut implements Own {
        INSTANCE
    }

    private record Ended(long order, boolean taken) implements Own {}

    /** More than so many wait only where the server does not answer; their connections are given up then. */
    private static final int MOST_WAITING = 1000;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final ConnectionSetup setup;
    private final Consumer<Boolean> held;
    private final Deque<Cancel> waiting = new ArrayDeque<>();
    private @Nullable CompletionStage<DriverConnection> pending;
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
     * @param over told once, on any thread, when the order is over: whether the server took it
     */
    static void cancel(Optional<ActorRef<Command>> canceller, DriverConnection victim, Consumer<Boolean> over) {
        if (victim.isCancelledFromAside() && canceller.isPresent()) {
            canceller.get().tell(new Cancel(victim, over));
        } else {
            victim.cancel()
                    .whenComplete((asked, failure) -> over.accept(failure == null && Boolean.TRUE.equals(asked)));
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
                .onMessage(Dispose.class, dispose -> fallApart())
                .onMessage(TimedOut.class, timedOut -> fallApart()));
    }

    /** What may come late: the end of an order, a connection, or its failure, that is not waited for any more. */
    private Behavior<Command> inEveryPhase(BehaviorBuilder<Command> phase) {
        return phase.onMessage(Opened.class, late -> {
                    late.driver().close();
                    return Behaviors.same();
                })
                .onMessage(Dispose.class, dispose -> Behaviors.same())
                .onMessage(Own.class, late -> Behaviors.same())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    // ---- opening

    private Behavior<Command> onFirst(Cancel cancel) {
        waiting.add(cancel);
        ActorRef<Command> self = context.getSelf();
        CompletionStage<DriverConnection> opened = open();
        pending = opened;
        long attempt = ++lastAttempt;
        opened.whenComplete(
                (driver, failure) -> self.tell(driver == null ? new OpenFailed(attempt) : new Opened(driver)));
        startClock(setup.options().connectTimeout());
        return opening();
    }

    private CompletionStage<DriverConnection> open() {
        try {
            return setup.driver().open();
        } catch (RuntimeException defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    private Behavior<Command> onOpened(Opened opened) {
        pending = null;
        side = new GuardedConnection(opened.driver());
        held.accept(true);
        stopClock();
        next();
        return ready();
    }

    private Behavior<Command> onOpenFailed(OpenFailed failed) {
        return failed.attempt() == lastAttempt ? fallApart() : Behaviors.same();
    }

    // ---- orders

    private Behavior<Command> onLater(Cancel cancel) {
        if (waiting.size() >= MOST_WAITING) {
            cancel.over().accept(false);
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
            cancel.over().accept(false);
        }
    }

    private void give(DriverConnection open, Cancel cancel) {
        long order = ++lastOrder;
        ActorRef<Command> self = context.getSelf();
        startClock(setup.options().cancelGrace());
        open.cancelOther(cancel.victim())
                .whenComplete((nothing, failure) -> self.tell(new Ended(order, failure == null)));
    }

    private Behavior<Command> onEnded(Ended ended) {
        Cancel cancel = current;
        if (cancel == null || ended.order() != lastOrder) {
            return Behaviors.same();
        }
        stopClock();
        current = null;
        cancel.over().accept(ended.taken());
        if (!ended.taken()) {
            return fallApart();
        }
        next();
        return Behaviors.same();
    }

    // ---- ends

    private Behavior<Command> fallApart() {
        stopClock();
        pending = null;
        refuseAll();
        closeSide();
        return apart();
    }

    private void refuseAll() {
        if (current != null) {
            current.over().accept(false);
            current = null;
        }
        waiting.forEach(cancel -> cancel.over().accept(false));
        waiting.clear();
    }

    private void closeSide() {
        if (side != null) {
            side.close();
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
        refuseAll();
        closeSide();
        if (pending != null) {
            // A connect is never cancelled: what comes late is closed.
            pending.thenAccept(DriverConnection::close);
        }
        return Behaviors.same();
    }
}
