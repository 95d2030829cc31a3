package io.granary.testkit;

import io.granary.testkit.fixtures.Stages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Waits for stages in tests. A stage that has not completed after {@link #PATIENCE} fails the test: nothing hangs. */
public final class Await {

    /** How long a stage may take: long enough for a loaded machine, so that it is reached only by what hangs. */
    public static final Duration PATIENCE = Stages.PATIENCE;

    private Await() {}

    /**
     * {@return what a stage gives}
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @throws AssertionError if it fails, or has not completed in time
     */
    public static <T> T value(CompletionStage<T> stage) {
        return Stages.outcomeOf(stage);
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
        return Stages.failureOf(stage, type);
    }
}
