package io.granary.engine.internal.connection;

import io.granary.engine.Ticker;
import java.time.Duration;

/**
 * Until when something has to be done.
 *
 * @param end in nanoseconds of the ticker
 * @param ticker tells how much time has passed
 */
public record Deadline(long end, Ticker ticker) {

    private static final Duration LEAST = Duration.ofMillis(1);

    /**
     * {@return the deadline that is so far away}
     *
     * @param time how far, 24 days at most
     * @param ticker the engine's
     */
    public static Deadline in(Duration time, Ticker ticker) {
        return new Deadline(ticker.read() + time.toNanos(), ticker);
    }

    boolean isOver() {
        return end - ticker.read() <= 0;
    }

    /** How long is left; a moment when it is over, since a clock cannot run for less. */
    Duration left() {
        Duration left = Duration.ofNanos(end - ticker.read());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
