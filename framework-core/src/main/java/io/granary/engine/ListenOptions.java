package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.time.Duration;

/**
 * How channels of the database are listened on. Immutable.
 *
 * @param bufferSize how many notices wait for a reader that is slow; when there are more, the oldest are dropped and a gap tells it
 * @param firstPause the longest that is waited before the first attempt to connect again; the pauses after it may be twice as long each time
 * @param longestPause the longest pause of all
 * @param aliveCheck how often the server is asked for a sign of life, so that a link that is dead without a word is known for it
 */
public record ListenOptions(int bufferSize, Duration firstPause, Duration longestPause, Duration aliveCheck) {

    private static final int BUFFER = 1000;
    private static final ListenOptions DEFAULTS =
            new ListenOptions(BUFFER, Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(15));

    /**
     * Checks the ranges.
     *
     * @throws ArgumentException when the buffer has no room, a duration is not positive, or the longest pause is shorter than the first
     */
    public ListenOptions {
        requireNonNull(firstPause, "firstPause");
        requireNonNull(longestPause, "longestPause");
        requireNonNull(aliveCheck, "aliveCheck");
        if (bufferSize < 1
                || !isPositive(firstPause)
                || !isPositive(aliveCheck)
                || longestPause.compareTo(firstPause) < 0) {
            throw ArgumentException.of(
                    "Listening with a buffer of " + bufferSize + ", pauses from " + firstPause + " to " + longestPause
                            + " and a check every " + aliveCheck + " is not possible.",
                    "Give a buffer of 1 or more, positive durations, and a longest pause that is no shorter than the first.");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    /** {@return 1000 notices, pauses from 100 ms to 30 s, a check every 15 s} */
    public static ListenOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return this with another buffer}
     *
     * @param size how many notices wait for a slow reader
     */
    public ListenOptions withBufferSize(int size) {
        return new ListenOptions(size, firstPause, longestPause, aliveCheck);
    }

    /**
     * {@return this with other pauses before attempts to connect again}
     *
     * @param first the longest that the first can be
     * @param longest the longest that any can be
     */
    public ListenOptions withPauses(Duration first, Duration longest) {
        return new ListenOptions(bufferSize, first, longest, aliveCheck);
    }

    /**
     * {@return this with another time between signs of life}
     *
     * @param every how often the server is asked
     */
    public ListenOptions withAliveCheck(Duration every) {
        return new ListenOptions(bufferSize, firstPause, longestPause, every);
    }
}
