package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.RetryPolicy;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.CommitRolledBackException;
import io.granary.error.DatabaseError;
import io.granary.error.DeadlockException;
import io.granary.error.DisconnectedException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.LockTimeoutException;
import io.granary.error.PendingRollbackException;
import io.granary.error.SerializationFailureException;
import io.granary.error.StatementTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("F39")
@Tag("F40")
final class RetryBooksTest {

    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(30);
    private static final DatabaseError ERROR = DatabaseError.of("no");

    private long nanos;

    private RetryBooks books(RetryPolicy policy) {
        return books(policy, Optional.empty());
    }

    private RetryBooks books(RetryPolicy policy, Optional<Duration> patience) {
        return new RetryBooks(policy, patience, () -> nanos, () -> 0.5);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static CommitOutcomeUnknownException unknown() {
        return new CommitOutcomeUnknownException(ERROR, null);
    }

    private static Throwable deadlock() {
        return new DeadlockException(ERROR, null);
    }

    static Stream<Throwable> certain() {
        return Stream.of(
                deadlock(),
                new SerializationFailureException(ERROR, null),
                new CommitRolledBackException("7", unknown()),
                new PendingRollbackException(ErrorReport.of(ErrorCode.PENDING_ROLLBACK, "x"), deadlock()));
    }

    @ParameterizedTest
    @MethodSource("certain")
    void runsAgainAfterWhatLeftNothingBehind(Throwable failure) {
        assertThat(books(RetryPolicy.attempts(2)).failed(failure)).contains(Duration.ofMillis(5));
    }

    static Stream<Throwable> others() {
        return Stream.of(
                new IllegalStateException("x"),
                new StatementTimeoutException(ERROR, null),
                PendingRollbackException.of("x", "y"),
                new IllegalStateException(deadlock()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void runsNothingElseAgain(Throwable failure) {
        RetryPolicy all = RetryPolicy.attempts(2).onLockTimeouts().idempotent();

        assertThat(books(all).failed(failure)).isEmpty();
    }

    @Test
    @Tag("F41")
    void runsAgainAfterALockTimeoutOnlyWhereThePolicySaysSo() {
        LockTimeoutException failure = new LockTimeoutException(ERROR, null);

        assertThat(books(RetryPolicy.attempts(2)).failed(failure)).isEmpty();
        assertThat(books(RetryPolicy.attempts(2).onLockTimeouts()).failed(failure))
                .isPresent();
    }

    static Stream<Throwable> lostLinks() {
        DisconnectedException lost = new DisconnectedException(ERROR, null);
        return Stream.of(
                unknown(), lost, new PendingRollbackException(ErrorReport.of(ErrorCode.PENDING_ROLLBACK, "x"), lost));
    }

    @ParameterizedTest
    @MethodSource("lostLinks")
    @Tag("F6")
    void runsAgainAfterALostLinkOnlyWhatMayHappenTwice(Throwable failure) {
        assertThat(books(RetryPolicy.attempts(2)).failed(failure)).isEmpty();
        assertThat(books(RetryPolicy.attempts(2).idempotent()).failed(failure)).isPresent();
    }

    @Test
    void pausesLongerEachTimeUntilTheAttemptsAreUsedUp() {
        RetryBooks books = books(RetryPolicy.attempts(5).withBackoff(Duration.ofMillis(10), Duration.ofMillis(30)));

        assertThat(Stream.generate(() -> books.failed(deadlock())).limit(5))
                .containsExactly(
                        Optional.of(Duration.ofMillis(5)),
                        Optional.of(Duration.ofMillis(10)),
                        Optional.of(Duration.ofMillis(15)),
                        Optional.of(Duration.ofMillis(15)),
                        Optional.empty());
    }

    @Test
    void makesNoPauseThatReachesBeyondTheDeadline() {
        RetryPolicy policy = RetryPolicy.attempts(9)
                .withBackoff(Duration.ofMillis(100), Duration.ofMillis(100))
                .withDeadline(Duration.ofSeconds(1));
        RetryBooks books = books(policy);

        pass(Duration.ofMillis(949));
        assertThat(books.failed(deadlock())).contains(Duration.ofMillis(50));
        pass(Duration.ofMillis(1));
        assertThat(books.failed(deadlock())).isEmpty();
    }

    @Test
    void waitsForAConnectionNoLongerThanTheDeadlineAllows() {
        RetryBooks books = books(RetryPolicy.attempts(9).withDeadline(Duration.ofSeconds(40)));

        assertThat(books.begin(POOL_TIMEOUT)).contains(POOL_TIMEOUT);
        pass(Duration.ofSeconds(39));
        assertThat(books.begin(POOL_TIMEOUT)).contains(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(9));
        assertThat(books.begin(POOL_TIMEOUT)).contains(Duration.ZERO);
        assertThat(books(RetryPolicy.attempts(9)).begin(POOL_TIMEOUT)).isEmpty();
    }

    @Test
    void sharesThePatienceAmongAllAttemptsAndCountsOnlyTheWaits() {
        RetryBooks books = books(RetryPolicy.attempts(9), Optional.of(Duration.ofSeconds(3)));

        assertThat(books.begin(POOL_TIMEOUT)).contains(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(2));
        books.leased();
        pass(Duration.ofMinutes(1));
        assertThat(books.begin(POOL_TIMEOUT)).contains(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(2));
        books.leased();
        assertThat(books.begin(POOL_TIMEOUT)).contains(Duration.ZERO);
    }

    @Test
    void tellsOfAllAttempts() {
        RetryBooks books = books(RetryPolicy.attempts(3));
        Throwable first = deadlock();
        Throwable second = new SerializationFailureException(ERROR, null);
        DeadlockException last = new DeadlockException(ERROR, null);
        List.of(first, second, last).forEach(books::failed);

        DeadlockException told = books.told(last);

        assertThat(told).isSameAs(last).hasMessageContaining("attempts:  3");
        assertThat(told.attempts()).isEqualTo(3);
        assertThat(told.getSuppressed()).containsExactly(first, second);
    }

    @Test
    void bearsAFailureThatComesTwice() {
        RetryBooks books = books(RetryPolicy.attempts(2));
        DeadlockException same = new DeadlockException(ERROR, null);
        books.failed(same);
        books.failed(same);

        assertThat(books.told(same).attempts()).isEqualTo(2);
        assertThat(same.getSuppressed()).isEmpty();
    }
}
