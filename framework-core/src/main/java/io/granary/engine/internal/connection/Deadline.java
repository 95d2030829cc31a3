package io.granary.engine.internal.connection;

import java.time.Duration;

/**
 * Until when something has to be done.
 *
 * @param end in nanoseconds of {@link System#nanoTime}
 */
public record Deadline(long end) {

    private static final Duration LEAST = Duration.ofMillis(1);

    /**
     * {@return the deadline that is so far away}
     *
     * @param time how far, 24 days at most
     */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** How long is left; a moment when it is over, since a clock cannot run for less. */
    Duration left() {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
