package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.error.ArgumentException;
import java.time.Duration;
import java.util.Optional;

/**
 * How often, and after what, {@link AsyncEngine#retrying} runs the work of a transaction again. Immutable: {@code
 * RetryPolicy.attempts(5).withDeadline(Duration.ofSeconds(2))}.
 *
 * <p>In any case the work is run again after {@link io.granary.error.SerializationFailureException}, {@link
 * io.granary.error.DeadlockException} and {@link io.granary.error.CommitRolledBackException}, be it a statement or the commit that
 * failed, and after a {@link io.granary.error.PendingRollbackException} that one of these led to: of these it is certain that nothing of
 * the work is durable. What else it is run again after, this says; after anything that it does not name the work is not run again.
 *
 * @param maxAttempts how often the work is run at most, the first time included; 1 to 1000
 * @param minBackoff the longest that the first pause can be; 1 ms to 24 days
 * @param maxBackoff the longest that any pause can be; {@code minBackoff} to 24 days
 * @param deadline how long after the call the last attempt may begin; empty for any length of time, else 1 ms to 24 days
 * @param retriesLockTimeouts whether the work is run again after {@link io.granary.error.LockTimeoutException}
 * @param isIdempotent whether the work may happen twice
 */
public record RetryPolicy(
        int maxAttempts,
        Duration minBackoff,
        Duration maxBackoff,
        Optional<Duration> deadline,
        boolean retriesLockTimeouts,
        boolean isIdempotent) {

    private static final int MOST = 1000;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(10);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

    /**
     * Checks the ranges.
     *
     * @throws ArgumentException if a value is out of its range
     */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST) {
            throw ArgumentException.of(
                    "A policy of " + maxAttempts + " attempts: it has to be from 1 to " + MOST + ".",
                    "1 runs the work once and never again");
        }
        if (!Arguments.isRunnable(Arguments.given(minBackoff, "min"))
                || !Arguments.isRunnable(Arguments.given(maxBackoff, "max"))
                || minBackoff.compareTo(maxBackoff) > 0) {
            throw ArgumentException.of(
                    "A backoff from " + minBackoff + " to " + maxBackoff
                            + ": both have to be from 1 ms to 24 days, the first no" + " longer than the second.",
                    "give the longest that the first pause, and that any pause can be");
        }
        Arguments.given(deadline, "deadline").ifPresent(limit -> {
            if (!Arguments.isRunnable(limit)) {
                throw ArgumentException.of(
                        "A deadline of " + limit + ": it has to be from 1 ms to 24 days.",
                        "leave it out to be limited by the number of attempts alone");
            }
        });
    }

    /**
     * {@return a policy with pauses of up to 10 ms at first and 1 s at most, without a deadline}
     *
     * @param most how often the work is run at most, the first time included; 1 to 1000
     * @throws ArgumentException if it is anything else
     */
    public static RetryPolicy attempts(int most) {
        return new RetryPolicy(most, MIN_BACKOFF, MAX_BACKOFF, Optional.empty(), false, false);
    }

    /**
     * {@return a copy with other pauses before attempts: each is of any length from nothing up to a limit ("full jitter"), and that limit
     * doubles from one pause to the next}
     *
     * @param min the longest that the first pause can be; 1 ms to 24 days
     * @param max the longest that any pause can be; {@code min} to 24 days
     * @throws ArgumentException if they are anything else
     */
    public RetryPolicy withBackoff(Duration min, Duration max) {
        return new RetryPolicy(maxAttempts, min, max, deadline, retriesLockTimeouts, isIdempotent);
    }

    /**
     * {@return a copy after whose deadline no attempt begins, nor is a connection waited for; a pause that would reach beyond it is not
     * made. An attempt that runs is not stopped by it: that is the statement timeout's part}
     *
     * @param limit how long after the call; 1 ms to 24 days
     * @throws ArgumentException if it is anything else
     */
    public RetryPolicy withDeadline(Duration limit) {
        return new RetryPolicy(
                maxAttempts,
                minBackoff,
                maxBackoff,
                Optional.of(Arguments.given(limit, "deadline")),
                retriesLockTimeouts,
                isIdempotent);
    }

    /** {@return a copy that runs the work again after a lock was not granted in time, too; what held it may hold it still} */
    public RetryPolicy onLockTimeouts() {
        return new RetryPolicy(maxAttempts, minBackoff, maxBackoff, deadline, true, isIdempotent);
    }

    /**
     * {@return a copy for work that may happen twice: it is run again after the link to the database was lost, be it by {@link
     * io.granary.error.CommitOutcomeUnknownException}, when it may have been committed before, or by {@link
     * io.granary.error.DisconnectedException}, when that was not committed which was under way}
     */
    public RetryPolicy idempotent() {
        return new RetryPolicy(maxAttempts, minBackoff, maxBackoff, deadline, retriesLockTimeouts, true);
    }
}
