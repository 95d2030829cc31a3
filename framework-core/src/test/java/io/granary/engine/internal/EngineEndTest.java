package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineEndTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private final class Closing implements Driver {

        @Override
        public CompletionStage<DriverConnection> open() {
            return CompletableFuture.failedFuture(new AssertionError("not asked for"));
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public CompletionStage<Void> close() {
            closes.incrementAndGet();
            return CompletableFuture.completedStage(null);
        }
    }

    private EngineEnd end(Duration patience) {
        EngineEnd end = new EngineEnd(new Closing(), patience);
        end.whenEnded(ended::incrementAndGet);
        return end;
    }

    @Test
    void theDriverClosesWhenThePoolAndWhatIsBesideItAreOver() {
        EngineEnd end = end(LONG);
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        end.comesAfter(one);
        end.comesAfter(other);
        one.completeExceptionally(new IllegalStateException("broken"));
        end.poolEnded();
        assertThat(closes).hasValue(0);
        other.complete(null);
        assertThat(closes).hasValue(1);
        assertThat(ended).hasValue(1);
    }

    @Test
    void whatNeverEndsIsNotWaitedForForEver() {
        EngineEnd end = end(Duration.ofMillis(1));
        end.comesAfter(new CompletableFuture<>());
        CompletableFuture<Void> over = new CompletableFuture<>();
        end.whenEnded(() -> over.complete(null));
        end.poolEnded();
        assertThat(over).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void whatThrowsBeforeTheEndHoldsNothingUp() {
        EngineEnd end = end(LONG);
        AtomicInteger run = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            end.beforeIt(() -> {
                throw new IllegalStateException("run " + run.incrementAndGet());
            });
        }
        assertThat(end.ask()).isTrue();
        assertThat(run).hasValue(3);
    }
}
