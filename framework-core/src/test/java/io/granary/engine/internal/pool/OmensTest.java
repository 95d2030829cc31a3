package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OmensTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Omens omens = new Omens();

    @Test
    void takesTwoKillsWithinASecondForTheEndOfAll() {
        assertThat(omens.killed(0)).isFalse();
        assertThat(omens.killed(SECOND)).isTrue();
        assertThat(omens.killed(2 * SECOND + 1)).isFalse();
    }

    @Test
    void takesAChangeOfTheServerForNewsOnceInAWhile() {
        assertThat(omens.serverChanged(0)).isTrue();
        assertThat(omens.serverChanged(5 * SECOND - 1)).isFalse();
        assertThat(omens.serverChanged(5 * SECOND)).isTrue();
    }
}
