package io.granary.engine.internal.pool;

import io.granary.dialect.ConnectTrouble;
import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connect may be tried now, and whether those who wait go on waiting after one that failed. Plain.
 *
 * <pre>
 * phase     allows                            leaves when                   to
 * free      any number at a time              a connect fails               paused
 * paused    none                              the pause is over             trying
 * trying    one at a time                     a connect fails               paused, longer
 *                                             a connect succeeds            free, or paused while the server has too many clients
 * </pre>
 *
 * Connects that were begun before a failure and fail after it belong to the same storm and make no pause of their own.
 */
final class Attempts {

    /** After a refused login at least this: accounts get locked by those who try often. */
    private static final long REFUSED_PAUSE = Duration.ofSeconds(1).toNanos();

    private final ConnectRetry policy;
    private final Backoff backoff;
    private boolean reached;
    private long stormEnd;
    private @Nullable Long next;
    private @Nullable ConnectTrouble trouble;
    private @Nullable GranaryException failure;

    Attempts(EngineOptions options, DoubleSupplier chance) {
        this.policy = options.connectRetry();
        this.backoff = new Backoff(options.connectBackoffMin(), options.connectBackoffMax(), chance);
    }

    /** Whether one more may be tried, with so many under way. */
    boolean allow(long now, int underWay) {
        Long from = next;
        return from == null || (underWay == 0 && now - from >= 0);
    }

    /** Whether those who wait go on waiting after the last failure; else each connect is tried for one of them, who is told how it failed. */
    boolean waitersStay() {
        return trouble != null && staysAfter(trouble);
    }

    /** Whether pauses are for those who wait too, and not only for what the pool opens of its own accord. */
    boolean pauseForAll() {
        return trouble == ConnectTrouble.REFUSED || trouble == ConnectTrouble.TOO_MANY || waitersStay();
    }

    private boolean staysAfter(ConnectTrouble found) {
        return switch (found) {
            case UNREACHABLE -> policy == ConnectRetry.ALWAYS || (policy == ConnectRetry.ONCE_REACHED && reached);
            case NOT_READY, TOO_MANY -> policy != ConnectRetry.NEVER;
            case REFUSED, OTHER -> false;
        };
    }

    /**
     * A connect succeeded.
     *
     * @param slowly whether the server may still have too many clients: then each further connect is preceded by a pause
     * @return the pause that begins, in nanoseconds
     */
    Optional<Long> succeeded(long now, boolean slowly) {
        reached = true;
        failure = null;
        backoff.reset();
        if (!slowly) {
            next = null;
            trouble = null;
            return Optional.empty();
        }
        return Optional.of(pause(now, 0));
    }

    /**
     * A connect failed.
     *
     * @param attempt its number; later ones have higher numbers
     * @param lastAttempt the number of the last one that was begun
     * @return the pause that begins, in nanoseconds
     */
    Optional<Long> failed(ConnectTrouble found, GranaryException why, long attempt, long lastAttempt, long now) {
        reached |= found == ConnectTrouble.NOT_READY
                || found == ConnectTrouble.TOO_MANY
                || found == ConnectTrouble.REFUSED;
        trouble = found;
        failure = why;
        if (attempt <= stormEnd && next != null) {
            return Optional.empty();
        }
        stormEnd = lastAttempt;
        return Optional.of(pause(now, found == ConnectTrouble.REFUSED ? REFUSED_PAUSE : 0));
    }

    private long pause(long now, long atLeast) {
        long pause = atLeast + backoff.next();
        next = now + pause;
        return pause;
    }

    /** Why nothing is tried now for anybody: the server refused to let us in a moment ago. */
    Optional<GranaryException> refusal(long now) {
        Long from = next;
        return trouble == ConnectTrouble.REFUSED && from != null && now - from < 0
                ? Optional.ofNullable(failure)
                : Optional.empty();
    }

    /** Why the last connect failed; null after one that went well. */
    @Nullable GranaryException lastFailure() {
        return failure;
    }
}
