package io.granary.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of stages in tests. */
final class Awaited {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Awaited() {}

    static <T> T value(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static @Nullable Throwable failure(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("Expected a failure, found " + value);
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception late) {
            throw new AssertionError("The stage has not completed.", late);
        }
    }

    static void assertFails(CompletionStage<?> stage, Class<? extends Throwable> kind) {
        assertThat(failure(stage)).isInstanceOf(kind);
    }
}
