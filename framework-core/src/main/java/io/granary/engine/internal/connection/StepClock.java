package io.granary.engine.internal.connection;

import io.granary.engine.Ticker;
import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The clock of the step that runs. Belongs to {@link OperationLine}; its bell is {@link ConnectionCommand.ClockRang}.
 *
 * <p>One timer serves many steps: it is left to run when a step ends in time, and when it goes off it is set anew for what is left of the time
 * of the step that runs then. A timer for each statement would leave as many dead ones behind as statements run within a timeout.
 */
final class StepClock {

    private static final long NOBODY = 0;

    private final TimerScheduler<ConnectionCommand> timers;
    private final Ticker ticker;
    private long operation = NOBODY;
    private long deadline;
    private boolean set;
    private long ringsAt;

    /**
     * Times nothing.
     *
     * @param ticker tells how much time has passed
     */
    StepClock(TimerScheduler<ConnectionCommand> timers, Ticker ticker) {
        this.timers = timers;
        this.ticker = ticker;
    }

    /** A step of an operation begins. */
    void start(long id, Duration limit) {
        operation = id;
        deadline = ticker.read() + limit.toNanos();
        if (!set || deadline - ringsAt < 0) {
            ringAfter(limit);
        }
    }

    /** The step is over, or something else times it from now on. */
    void stop() {
        operation = NOBODY;
    }

    /** It rang; whether the time of an operation's step is over. */
    boolean isOver(long id) {
        set = false;
        if (operation == NOBODY) {
            return false;
        }
        long left = deadline - ticker.read();
        if (left > 0) {
            ringAfter(Duration.ofNanos(left));
            return false;
        }
        return operation == id;
    }

    private void ringAfter(Duration wait) {
        set = true;
        ringsAt = ticker.read() + wait.toNanos();
        timers.startSingleTimer(ConnectionCommand.ClockRang.INSTANCE, ConnectionCommand.ClockRang.INSTANCE, wait);
    }
}
