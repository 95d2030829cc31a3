package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.ConnectTrouble;
import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {

    private static final long MILLIS = 1_000_000;
    private final InvalidRequestException why = InvalidRequestException.of("It failed.", "try again");

    @Test
    void allowsAnyNumberBeforeAFailure() {
        Attempts attempts = attempts(ConnectRetry.ALWAYS);

        assertThat(attempts.allow(0, 99)).isTrue();
        assertThat(attempts.lastFailure()).isNull();
    }

    @Test
    @Tag("F17")
    void allowsOneAtATimeAfterAPauseAndMoreAgainAfterASuccess() {
        Attempts attempts = attempts(ConnectRetry.ALWAYS);

        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 1, 1, 0)).contains(100 * MILLIS);

        assertThat(attempts.allow(100 * MILLIS - 1, 0)).isFalse();
        assertThat(attempts.allow(100 * MILLIS, 0)).isTrue();
        assertThat(attempts.allow(100 * MILLIS, 1)).isFalse();
        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 2, 2, 100 * MILLIS))
                .contains(200 * MILLIS);

        assertThat(attempts.succeeded(400 * MILLIS, false)).isEmpty();
        assertThat(attempts.allow(400 * MILLIS, 5)).isTrue();
        assertThat(attempts.lastFailure()).isNull();
    }

    @Test
    @Tag("F17")
    void makesOnePauseForAllConnectsOfAStorm() {
        Attempts attempts = attempts(ConnectRetry.ALWAYS);

        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 2, 3, 0)).isPresent();
        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 1, 3, 0)).isEmpty();
        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 3, 3, 0)).isEmpty();

        assertThat(attempts.failed(ConnectTrouble.UNREACHABLE, why, 4, 4, 100 * MILLIS))
                .contains(200 * MILLIS);
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, UNREACHABLE, false, false",
        "NEVER, NOT_READY, false, false",
        "ONCE_REACHED, UNREACHABLE, false, true",
        "ONCE_REACHED, NOT_READY, true, true",
        "ONCE_REACHED, TOO_MANY, true, true",
        "ALWAYS, UNREACHABLE, true, true",
        "ALWAYS, REFUSED, false, false",
        "ALWAYS, OTHER, false, false",
    })
    void letsWhoWaitsStayAsThePolicySays(
            ConnectRetry policy, ConnectTrouble trouble, boolean atFirst, boolean onceReached) {
        Attempts attempts = attempts(policy);
        attempts.failed(trouble, why, 1, 1, 0);
        assertThat(attempts.waitersStay()).isEqualTo(atFirst);

        attempts.succeeded(1, false);
        attempts.failed(trouble, why, 2, 2, 2);
        assertThat(attempts.waitersStay()).isEqualTo(onceReached);
    }

    @Test
    @Tag("F19")
    void pausesAtLeastASecondAfterARefusedLogin() {
        Attempts attempts = attempts(ConnectRetry.NEVER);

        assertThat(attempts.failed(ConnectTrouble.REFUSED, why, 1, 1, 0)).contains(1100 * MILLIS);

        assertThat(attempts.pauseForAll()).isTrue();
        assertThat(attempts.refusal(1100 * MILLIS - 1)).isEqualTo(Optional.of(why));
        assertThat(attempts.refusal(1100 * MILLIS)).isEmpty();
    }

    @Test
    void countsAServerThatRefusedALoginAsReached() {
        Attempts attempts = attempts(ConnectRetry.ONCE_REACHED);
        attempts.failed(ConnectTrouble.REFUSED, why, 1, 1, 0);

        attempts.failed(ConnectTrouble.UNREACHABLE, why, 2, 2, 0);

        assertThat(attempts.waitersStay()).isTrue();
    }

    @Test
    @Tag("F45")
    void goesOnWithPausesAfterASuccessWhileTheServerHasTooManyClients() {
        Attempts attempts = attempts(ConnectRetry.ALWAYS);
        attempts.failed(ConnectTrouble.TOO_MANY, why, 1, 1, 0);

        assertThat(attempts.succeeded(100 * MILLIS, true)).contains(100 * MILLIS);

        assertThat(attempts.allow(150 * MILLIS, 0)).isFalse();
        assertThat(attempts.allow(200 * MILLIS, 0)).isTrue();
        assertThat(attempts.pauseForAll()).isTrue();
    }

    private static Attempts attempts(ConnectRetry policy) {
        return new Attempts(
                EngineOptions.defaults()
                        .withConnectRetry(policy)
                        .withConnectBackoffMin(Duration.ofMillis(100))
                        .withConnectBackoffMax(Duration.ofSeconds(1)),
                () -> 1.0);
    }
}
