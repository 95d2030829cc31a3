package io.granary.engine.internal.pool;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that may be twice as long each time, up to a limit, and whose length is left to chance ("full jitter"): many clients that lost
 * the same server must not come back in step. Plain.
 */
public final class Backoff {

    private final long first;
    private final long most;
    private final DoubleSupplier chance;
    private int step;

    /**
     * Has made no pause yet.
     *
     * @param first the longest that the first pause can be
     * @param most the longest that any pause can be
     * @param chance from 0 to 1
     */
    public Backoff(Duration first, Duration most, DoubleSupplier chance) {
        this.first = first.toNanos();
        this.most = most.toNanos();
        this.chance = chance;
    }

    /** {@return the next pause, in nanoseconds} */
    public long next() {
        long longest = first;
        for (int doubled = 0; doubled < step && longest < most; doubled++) {
            longest *= 2;
        }
        step++;
        return (long) (Math.min(longest, most) * chance.getAsDouble());
    }

    /** All is well: the next pause is a first one. */
    public void reset() {
        step = 0;
    }
}
