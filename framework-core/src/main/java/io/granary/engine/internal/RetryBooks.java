package io.granary.engine.internal;

import io.granary.engine.RetryPolicy;
import io.granary.engine.Ticker;
import io.granary.engine.internal.pool.Backoff;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.CommitRolledBackException;
import io.granary.error.DeadlockException;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.LockTimeoutException;
import io.granary.error.PendingRollbackException;
import io.granary.error.SerializationFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call of {@code retrying}: whether there is to be another, after what pause, and how long it may wait for its
 * connection. Plain; for one attempt after another: each call has to happen after the one before it, on whatever thread.
 */
public final class RetryBooks {

    private final RetryPolicy policy;
    private final Optional<Duration> patience;
    private final Ticker ticker;
    private final Backoff backoff;
    private final long begun;
    private final List<Throwable> failures = new ArrayList<>();
    private long waited;
    private long asked;

    /**
     * Nothing has been tried yet; the time of the policy begins to run.
     *
     * @param policy what the caller wants
     * @param patience how long all attempts together may wait for connections; empty for the pool's own limit, each time
     * @param ticker tells how much time has passed
     * @param chance from 0 to 1
     */
    public RetryBooks(RetryPolicy policy, Optional<Duration> patience, Ticker ticker, DoubleSupplier chance) {
        this.policy = policy;
        this.patience = patience;
        this.ticker = ticker;
        this.backoff = new Backoff(policy.minBackoff(), policy.maxBackoff(), chance);
        this.begun = ticker.read();
        this.asked = begun;
    }

    /**
     * An attempt begins.
     *
     * @param standard how long the pool has one wait who does not say
     * @return how long the attempt may wait for its connection; empty for the pool's own limit
     */
    public Optional<Duration> begin(Duration standard) {
        asked = ticker.read();
        Optional<Duration> left = patience.map(whole -> atLeastNothing(whole.minusNanos(waited)));
        return timeLeft().map(rest -> shorter(rest, left.orElse(standard))).or(() -> left);
    }

    /** The attempt has got its connection. */
    public void leased() {
        waited += ticker.read() - asked;
    }

    /**
     * An attempt failed.
     *
     * @param failure why
     * @return the pause until the next attempt; empty if there is to be none
     */
    public Optional<Duration> failed(Throwable failure) {
        failures.add(failure);
        if (failures.size() >= policy.maxAttempts() || !mayBeRunAgain(failure)) {
            return Optional.empty();
        }
        Duration pause = Duration.ofNanos(backoff.next());
        return timeLeft().filter(rest -> rest.compareTo(pause) <= 0).isPresent()
                ? Optional.empty()
                : Optional.of(pause);
    }

    /**
     * {@return the last failure, which tells of the earlier ones and of their number}
     *
     * @param last what the last attempt failed with
     * @param <X> its type
     */
    public <X extends Throwable> X told(X last) {
        failures.stream().filter(earlier -> earlier != last).forEach(last::addSuppressed);
        if (last instanceof GranaryException known) {
            known.endedAttempts(failures.size());
        }
        return last;
    }

    private boolean mayBeRunAgain(Throwable failure) {
        Throwable reason = reason(failure);
        return reason instanceof SerializationFailureException
                || reason instanceof DeadlockException
                || reason instanceof CommitRolledBackException
                || (policy.retriesLockTimeouts() && reason instanceof LockTimeoutException)
                || (policy.isIdempotent() && isLostLink(reason));
    }

    /** Whether anything of the work is durable then, work that may happen twice need not know. */
    private static boolean isLostLink(@Nullable Throwable reason) {
        return reason instanceof CommitOutcomeUnknownException || reason instanceof DisconnectedException;
    }

    /** A failure that the work swallowed stands behind the refusal to commit what is left. */
    private static @Nullable Throwable reason(Throwable failure) {
        return failure instanceof PendingRollbackException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private Optional<Duration> timeLeft() {
        return policy.deadline().map(limit -> atLeastNothing(limit.minusNanos(ticker.read() - begun)));
    }

    private static Duration atLeastNothing(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
