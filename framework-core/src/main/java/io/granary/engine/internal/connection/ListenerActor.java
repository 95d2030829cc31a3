package io.granary.engine.internal.connection;

import io.granary.dialect.ConnectTrouble;
import io.granary.dialect.Spread;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverNotification;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.engine.ListenOptions;
import io.granary.engine.internal.Failures;
import io.granary.engine.internal.PendingStages;
import io.granary.engine.internal.Stages;
import io.granary.engine.internal.pool.Backoff;
import io.granary.error.NotSupportedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Listens on channels of the database, over a connection of its own that is no place in the pool, and connects again when that is lost.
 *
 * <pre>
 * phase         leaves when                                                      to
 * opening       the driver gives a connection                                    subscribing
 *               it gives none, or the connect clock runs out                     pausing
 *               it is refused, and nothing was ever heard                        stopped, in failure
 * subscribing   the server listens                                               listening
 *               it refuses, does not answer, or the link is lost                 pausing, or stopped as above
 * listening     the link is lost, or gives no sign of life within its time       pausing
 * pausing       the pause is over                                                opening
 * any           Stop, or the owner has ended                                     stopped
 * </pre>
 *
 * Invariants: one connection at most; what comes of an earlier one changes nothing. What is told goes from the driver's thread straight to the {@link NoticeRelay}; after
 * each loss one gap goes there, as soon as the server listens again and before what it tells then.
 */
public final class ListenerActor {

    /** What a listener is told. */
    public sealed interface Command permits Stop, Own {}

    /** Closes the connection; nobody listens any more. */
    public enum Stop implements Command {
        /** The only one. */
        INSTANCE
    }

    private sealed interface Own extends Command {}

    private record Opened(long attempt, DriverConnection driver) implements Own {}

    private record OpenFailed(long attempt, DriverException failure) implements Own {}

    private record Subscribed(long attempt, boolean again) implements Own {}

    private record Lost(long attempt, DriverException failure) implements Own {}

    private record Answered(long attempt, long asked, boolean alive) implements Own {}

    private record TimedOut(long attempt) implements Own {}

    private enum PauseOver implements Own {
        INSTANCE
    }

    private enum CheckDue implements Own {
        INSTANCE
    }

    private static final String CLOCK = "clock";

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final ConnectionSetup setup;
    private final ListenRequest request;
    private final ListenOptions options;
    private final NoticeRelay relay;
    private final Backoff pauses;
    private final AtomicLong attempts;
    private final PendingStages closing;
    private final UnheldConnection unheld;
    private @Nullable CompletionStage<DriverConnection> pending;
    /** The last connect that was given up; earlier ones have ended, but for those of drivers whose connects never end. */
    private @Nullable CompletionStage<DriverConnection> late;

    private @Nullable DriverConnection session;
    private long attempt;

    private ListenerActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ConnectionSetup setup,
            ListenRequest request,
            DoubleSupplier chance,
            AtomicLong attempts,
            PendingStages closing) {
        this.attempts = attempts;
        this.closing = closing;
        this.unheld = new UnheldConnection(context, setup);
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.request = request;
        this.options = request.options();
        this.relay = request.relay();
        this.pauses = new Backoff(options.firstPause(), options.longestPause(), chance);
    }

    /**
     * {@return one that connects at once}
     *
     * @param setup how connections are opened, and how long things may take
     * @param request what is to be heard
     */
    public static Behavior<Command> create(ConnectionSetup setup, ListenRequest request) {
        return create(setup, request, () -> ThreadLocalRandom.current().nextDouble());
    }

    static Behavior<Command> create(ConnectionSetup setup, ListenRequest request, DoubleSupplier chance) {
        // These outlive a restart: what the connections before it still tell is not taken for its own, and the end
        // waits for all of them.
        AtomicLong attempts = new AtomicLong();
        PendingStages closing = new PendingStages();
        Behavior<Command> listener = Behaviors.setup(context -> {
            request.owner().ifPresent(owner -> context.watchWith(owner, Stop.INSTANCE));
            return Behaviors.withTimers(
                    timers -> new ListenerActor(context, timers, setup, request, chance, attempts, closing).open());
        });
        return Behaviors.supervise(listener)
                .onFailure(
                        RuntimeException.class,
                        SupervisorStrategy.restartWithBackoff(
                                request.options().firstPause(),
                                request.options().longestPause(),
                                0.5));
    }

    // ---- phases

    private Behavior<Command> opening() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(
                        OpenFailed.class, failed -> isOld(failed.attempt()) ? Behaviors.same() : fail(failed.failure()))
                .onMessage(TimedOut.class, this::onTimedOut));
    }

    private Behavior<Command> subscribing() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(Subscribed.class, this::onSubscribed)
                .onMessage(Lost.class, lost -> isOld(lost.attempt()) ? Behaviors.same() : fail(lost.failure()))
                .onMessage(TimedOut.class, this::onTimedOut));
    }

    private Behavior<Command> listening() {
        return inEveryPhase(Behaviors.receive(Command.class)
                .onMessage(CheckDue.class, this::onCheckDue)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Lost.class, lost -> isOld(lost.attempt()) ? Behaviors.same() : fail(lost.failure()))
                .onMessage(TimedOut.class, this::onTimedOut));
    }

    private Behavior<Command> pausing() {
        return inEveryPhase(Behaviors.receive(Command.class).onMessage(PauseOver.class, over -> open()));
    }

    /** What comes late is that of a connection before; one that nobody waits for is closed. */
    private Behavior<Command> inEveryPhase(BehaviorBuilder<Command> phase) {
        return phase.onMessage(Stop.class, stop -> Behaviors.stopped())
                .onMessage(Opened.class, this::onLateOpened)
                .onMessage(Own.class, late -> Behaviors.same())
                .onSignal(PreRestart.class, this::onPreRestart)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private boolean isOld(long number) {
        return number != attempt;
    }

    // ---- opening

    private Behavior<Command> open() {
        long number = attempts.incrementAndGet();
        attempt = number;
        ActorRef<Command> self = context.getSelf();
        startClock(setup.options().connectTimeout());
        CompletionStage<DriverConnection> opened = opened();
        pending = opened;
        opened.whenComplete((driver, failure) -> self.tell(
                driver == null ? new OpenFailed(number, DriverException.of(failure)) : new Opened(number, driver)));
        return opening();
    }

    private CompletionStage<DriverConnection> opened() {
        try {
            return setup.driver().open();
        } catch (Throwable defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    private Behavior<Command> onLateOpened(Opened late) {
        close(late.driver());
        return Behaviors.same();
    }

    private Behavior<Command> onOpened(Opened opened) {
        if (isOld(opened.attempt())) {
            return onLateOpened(opened);
        }
        pending = null;
        DriverConnection driver = new GuardedConnection(opened.driver());
        session = driver;
        if (!driver.supportsNotifications()) {
            relay.fail(NotSupportedException.of(
                    "This driver tells nothing of what the server says of its own accord.",
                    "Use a driver that does, or ask for news from time to time."));
            return Behaviors.stopped();
        }
        startClock(setup.options().connectTimeout());
        subscribe(driver, opened.attempt());
        return subscribing();
    }

    private void subscribe(DriverConnection driver, long number) {
        ActorRef<Command> self = context.getSelf();
        NoticeRelay to = relay;
        to.subscribing();
        driver.notifications(new NotificationReceiver() {
            @Override
            public void notified(DriverNotification notification) {
                to.notified(notification);
            }

            @Override
            public void lost(DriverException why) {
                self.tell(new Lost(number, why));
            }
        });
        driver.execute(
                        new DriverStatement(request.listen(), List.of(), DriverStatement.Returns.UNKNOWN, 0, 1),
                        new RowCollector(
                                rows -> {
                                    // On the driver's thread: before what the server tells behind its answer.
                                    self.tell(new Subscribed(number, to.listening()));
                                },
                                failure -> self.tell(new Lost(number, failure))))
                .request(DriverExecution.ALL);
    }

    // ---- listening

    private Behavior<Command> onSubscribed(Subscribed subscribed) {
        if (isOld(subscribed.attempt())) {
            return Behaviors.same();
        }
        if (subscribed.again()) {
            context.getLog().info("engine [{}]: listens again", setup.engine());
        }
        pauses.reset();
        checkLater();
        return listening();
    }

    private void checkLater() {
        timers.cancel(CLOCK);
        timers.startSingleTimer(CheckDue.INSTANCE, CheckDue.INSTANCE, options.aliveCheck());
    }

    private Behavior<Command> onCheckDue(CheckDue due) {
        DriverConnection driver = session;
        if (driver != null) {
            long number = attempt;
            ActorRef<Command> self = context.getSelf();
            startClock(setup.options().validateTimeout());
            long asked = setup.ticker().read();
            driver.ping()
                    .whenComplete((answered, silence) ->
                            self.tell(new Answered(number, asked, silence == null && Boolean.TRUE.equals(answered))));
        }
        return Behaviors.same();
    }

    private Behavior<Command> onAnswered(Answered answered) {
        if (isOld(answered.attempt())) {
            return Behaviors.same();
        }
        if (!answered.alive()) {
            return fail(DriverException.fault("the server gave no sign of life", null));
        }
        relay.alive(answered.asked());
        checkLater();
        return Behaviors.same();
    }

    // ---- losing

    private Behavior<Command> onTimedOut(TimedOut timedOut) {
        return isOld(timedOut.attempt())
                ? Behaviors.same()
                : fail(new DriverException(
                        DriverException.Origin.FAULT, "the server did not answer in time", "08001", 0, null, null));
    }

    private Behavior<Command> fail(DriverException failure) {
        Throwable shown = OpeningConnection.failure(setup, failure);
        if (!relay.hasListened() && isForGood(failure)) {
            relay.fail(shown);
            return Behaviors.stopped();
        }
        relay.lost(shown);
        closeSession();
        Duration pause = Duration.ofNanos(pauses.next());
        timers.startSingleTimer(CLOCK, PauseOver.INSTANCE, pause);
        context.getLog()
                .warn(
                        "engine [{}]: does not listen, tries again in [{}] ms: {}",
                        setup.engine(),
                        pause.toMillis(),
                        failure.message());
        return pausing();
    }

    /** Once it has listened it does not give up: who follows something must not miss the server's return for a moment's trouble. */
    private boolean isForGood(DriverException failure) {
        if (setup.dialect().get().spread(Failures.error(failure, null, null, true)) == Spread.ALL) {
            // A standby lets nobody listen, until it is the primary.
            return false;
        }
        ConnectTrouble trouble = OpeningConnection.trouble(setup, failure);
        return failure.tlsProblem() != null || trouble == ConnectTrouble.REFUSED || trouble == ConnectTrouble.OTHER;
    }

    private void closeSession() {
        attempt = attempts.incrementAndGet();
        timers.cancelAll();
        // A connect is never cancelled: what comes late is told, and closed then.
        late = pending == null ? late : pending;
        pending = null;
        DriverConnection driver = session;
        session = null;
        if (driver != null) {
            close(driver);
        }
    }

    private void close(DriverConnection driver) {
        closing.add(unheld.close(driver));
    }

    private void startClock(Duration limit) {
        timers.startSingleTimer(CLOCK, new TimedOut(attempt), limit);
    }

    private Behavior<Command> onPreRestart(PreRestart signal) {
        leave();
        relay.lost(
                OpeningConnection.failure(setup, DriverException.fault("the listener failed, and begins anew", null)));
        return Behaviors.same();
    }

    private Behavior<Command> onPostStop(PostStop signal) {
        leave();
        relay.complete();
        Stages.onEnd(closing.all(), () -> request.gone().complete(Done.getInstance()));
        return Behaviors.same();
    }

    private void leave() {
        for (CompletionStage<DriverConnection> opened : Arrays.asList(pending, late)) {
            if (opened != null) {
                closing.add(opened.thenCompose(unheld::close));
            }
        }
        DriverConnection driver = session;
        session = null;
        if (driver != null) {
            close(driver);
        }
    }
}
