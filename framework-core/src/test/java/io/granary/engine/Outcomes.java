package io.granary.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How stages end; what does not end within half a minute hangs. */
final class Outcomes {

    private static final long LIMIT = 30;

    private Outcomes() {}

    static <T> T outcomeOf(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the stage failed", failed.getCause());
        } catch (InterruptedException | TimeoutException hanging) {
            throw new AssertionError("the stage hangs", hanging);
        }
    }

    static Throwable failureOf(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
            return fail("the stage gave %s", value);
        } catch (ExecutionException failed) {
            return requireNonNull(failed.getCause());
        } catch (CancellationException cancelled) {
            return cancelled;
        } catch (InterruptedException | TimeoutException hanging) {
            throw new AssertionError("the stage hangs", hanging);
        }
    }
}
