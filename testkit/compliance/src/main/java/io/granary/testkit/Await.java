package io.granary.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for stages in tests. A stage that has not completed after {@link #PATIENCE} fails the test: nothing hangs. */
public final class Await {

    /** How long a stage may take: long enough for a loaded machine, so that it is reached only by what hangs. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private Await() {}

    /**
     * {@return what a stage gives}
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @throws AssertionError if it fails, or has not completed in time
     */
    public static <T> T value(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("The stage failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException hangs) {
            throw hangs(hangs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted.", interrupted);
        }
    }

    /**
     * {@return why a stage fails}
     *
     * @param <X> the exception
     * @param stage what to wait for
     * @param type the exception's class, or one above it
     * @throws AssertionError if it completes, fails with another exception, or has not completed in time
     */
    public static <X extends Throwable> X failure(CompletionStage<?> stage, Class<X> type) {
        try {
            Object value = stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("Expected " + type.getSimpleName() + ", but the stage completed with " + value);
        } catch (ExecutionException failed) {
            return expected(failed.getCause(), type);
        } catch (TimeoutException hangs) {
            throw hangs(hangs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted.", interrupted);
        }
    }

    private static <X extends Throwable> X expected(@Nullable Throwable failure, Class<X> type) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (type.isInstance(cause)) {
            return type.cast(cause);
        }
        throw new AssertionError("Expected " + type.getSimpleName() + ", but the stage failed with " + cause, cause);
    }

    private static AssertionError hangs(TimeoutException cause) {
        return new AssertionError("The stage has not completed within " + PATIENCE + ".", cause);
    }
}
