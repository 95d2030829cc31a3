package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesItsPausesUpToTheLongest() {
        Backoff backoff = backoff(1.0);

        assertThat(pauses(backoff, 6)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void leavesTheWholeLengthToChance() {
        assertThat(pauses(backoff(0.25), 3)).containsExactly(25L, 50L, 100L);
        assertThat(pauses(backoff(0), 3)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void beginsAnewAfterASuccess() {
        Backoff backoff = backoff(1.0);
        pauses(backoff, 3);

        backoff.reset();

        assertThat(pauses(backoff, 2)).containsExactly(100L, 200L);
    }

    @Test
    void cutsAFirstPauseThatIsLongerThanTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(9), Duration.ofSeconds(1), () -> 1.0);

        assertThat(pauses(backoff, 2)).containsExactly(1000L, 1000L);
    }

    private static Backoff backoff(double chance) {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> chance);
    }

    private static List<Long> pauses(Backoff backoff, int many) {
        return LongStream.range(0, many)
                .map(pause -> Duration.ofNanos(backoff.next()).toMillis())
                .boxed()
                .toList();
    }
}
