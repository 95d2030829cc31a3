package io.granary.engine.internal.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What outlives a pool that a defect ended, when another takes its place: the numbers that must not come again, and how often that was. Plain;
 * one pool uses it at a time.
 */
final class PoolLives {

    /** A defect that comes back at once would go on for ever. */
    static final int MOST_WITHIN_A_MINUTE = 10;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Deque<Long> restarts = new ArrayDeque<>();
    private long lives;
    private long leases;
    private long connections;
    private volatile boolean closing;

    /** Whether a pool may begin: the first one, or one in the place of another. */
    boolean mayBegin(long now) {
        restarts.removeIf(restart -> now - restart > MINUTE);
        if (closing || restarts.size() >= MOST_WITHIN_A_MINUTE) {
            return false;
        }
        if (lives > 0) {
            restarts.add(now);
        }
        lives++;
        return true;
    }

    /** Which pool it is, counted from 1. */
    long current() {
        return lives;
    }

    /** None follows the current one. */
    void close() {
        closing = true;
    }

    /** Asked on any thread. */
    boolean isClosing() {
        return closing;
    }

    long nextLease() {
        return ++leases;
    }

    long nextConnection() {
        return ++connections;
    }

    /** The number of the connection that was opened last. */
    long lastConnection() {
        return connections;
    }
}
