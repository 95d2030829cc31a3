package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F66")
class MailboxLagTest {

    private final MailboxLag lag = new MailboxLag();

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void saysNothingOfShortWaits() {
        assertThat(lag.read(ms(0), ms(100))).isEmpty();
    }

    @Test
    void tellsOfALongWaitOnceAMinute() {
        assertThat(lag.read(ms(-300), ms(-199))).contains(Duration.ofMillis(101));
        assertThat(lag.read(ms(1000), ms(9000))).isEmpty();
        assertThat(lag.read(ms(59_000), ms(59_800))).isEmpty();
        assertThat(lag.read(ms(59_000), ms(60_000))).contains(Duration.ofSeconds(1));
    }
}
