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

    /**
     * {@return this or another one, whichever comes first}
     *
     * @param other by the same ticker
     */
    public Deadline earlier(Deadline other) {
        return other.end - end < 0 ? other : this;
    }

    /** {@return whether there is no time left} */
    public boolean isOver() {
        return end - ticker.read() <= 0;
    }

    /** {@return how long is left; a moment when it is over, since a clock cannot run for less} */
    public Duration left() {
        Duration left = Duration.ofNanos(end - ticker.read());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
