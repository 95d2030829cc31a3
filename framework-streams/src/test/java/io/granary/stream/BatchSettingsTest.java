package io.granary.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.RetryPolicy;
import io.granary.error.ArgumentException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchSettingsTest {

    private static final BatchSettings<String> DEFAULTS = BatchSettings.defaults();

    @Test
    void beginWithWhatIsUsual() {
        assertThat(DEFAULTS.size()).isEqualTo(1000);
        assertThat(DEFAULTS.weight()).isEmpty();
        assertThat(DEFAULTS.maxDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DEFAULTS.parallelism()).isEqualTo(1);
        assertThat(DEFAULTS.oneTransaction()).isFalse();
        assertThat(DEFAULTS.retries()).isEmpty();
        assertThat(DEFAULTS.reportsFailures()).isFalse();
    }

    @Test
    void changeOneThingAtATime() {
        RetryPolicy policy = RetryPolicy.attempts(3);
        BatchSettings<String> all = DEFAULTS.withSize(7)
                .withWeight(9, String::length)
                .withMaxDelay(Duration.ofMillis(5))
                .withParallelism(3)
                .withRetries(policy)
                .withFailuresReported();

        assertThat(all)
                .extracting(
                        BatchSettings::size,
                        BatchSettings::maxDelay,
                        BatchSettings::parallelism,
                        BatchSettings::oneTransaction,
                        BatchSettings::reportsFailures)
                .containsExactly(7, Duration.ofMillis(5), 3, false, true);
        assertThat(all.retries()).containsSame(policy);
        assertThat(all.weight()).hasValueSatisfying(weight -> {
            assertThat(weight.most()).isEqualTo(9);
            assertThat(weight.of().applyAsLong("four")).isEqualTo(4);
        });
        assertThat(DEFAULTS.inOneTransaction().withSize(2).oneTransaction()).isTrue();
    }

    @Test
    void areWithinTheirRanges() {
        for (Supplier<BatchSettings<String>> wrong : List.<Supplier<BatchSettings<String>>>of(
                () -> DEFAULTS.withSize(0),
                () -> DEFAULTS.withParallelism(0),
                () -> DEFAULTS.withWeight(0, String::length),
                () -> DEFAULTS.withMaxDelay(Duration.ZERO),
                () -> DEFAULTS.withMaxDelay(Duration.ofNanos(999_999)),
                () -> DEFAULTS.withMaxDelay(Duration.ofDays(24).plusNanos(1)))) {
            assertThatExceptionOfType(ArgumentException.class).isThrownBy(wrong::get);
        }
        assertThat(DEFAULTS.withMaxDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofDays(24)))
                .isNotNull();
    }

    @Test
    void askOfOneTransactionOnlyWhatItCanDo() {
        for (Supplier<BatchSettings<String>> wrong : List.<Supplier<BatchSettings<String>>>of(
                () -> DEFAULTS.inOneTransaction().withParallelism(2),
                () -> DEFAULTS.withParallelism(2).inOneTransaction(),
                () -> DEFAULTS.inOneTransaction().withFailuresReported(),
                () -> DEFAULTS.inOneTransaction().withRetries(RetryPolicy.attempts(2)))) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(wrong::get)
                    .withMessageContaining("One transaction for the whole stream");
        }
    }
}
