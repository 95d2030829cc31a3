package io.granary.engine.internal;

import io.granary.error.InvalidRequestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a resource, works with it, and gives it back on every path; the stage of the whole completes after the giving back. */
public final class Scopes {

    private Scopes() {}

    /**
     * Works within a scope. A failure of the work is what the whole fails with; a failure of the clean-up is added to it as suppressed,
     * or is what the whole fails with when the work went well.
     *
     * @param <R> the resource
     * @param <T> what the work gives
     * @param taken completes with the resource
     * @param work what to do with it; may throw, may not give null
     * @param giveBack the clean-up; the second argument is why the work failed, null if it went well
     * @return completes when the resource has been given back
     */
    public static <R, T> CompletionStage<T> within(
            CompletionStage<R> taken,
            Function<? super R, ? extends CompletionStage<T>> work,
            BiFunction<? super R, @Nullable Throwable, ? extends CompletionStage<?>> giveBack) {
        return taken.thenCompose(resource -> start(work, resource)
                .handle((value, failure) -> end(resource, value, unwrap(failure), giveBack))
                .thenCompose(Function.identity()));
    }

    private static <R, T> CompletionStage<T> start(Function<? super R, ? extends CompletionStage<T>> work, R resource) {
        try {
            CompletionStage<T> started = work.apply(resource);
            return started != null
                    ? started
                    : CompletableFuture.failedFuture(InvalidRequestException.of(
                            "The function of a scope gave null; it has to give the stage that ends the scope.",
                            "return the stage of the last operation"));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static <R, T> CompletionStage<T> end(
            R resource,
            T value,
            @Nullable Throwable failure,
            BiFunction<? super R, @Nullable Throwable, ? extends CompletionStage<?>> giveBack) {
        CompletableFuture<T> whole = new CompletableFuture<>();
        giveBack.apply(resource, failure).whenComplete((done, cleanUp) -> {
            if (failure != null) {
                if (cleanUp != null) {
                    failure.addSuppressed(cleanUp);
                }
                whole.completeExceptionally(failure);
            } else if (cleanUp != null) {
                whole.completeExceptionally(unwrap(cleanUp));
            } else {
                whole.complete(value);
            }
        });
        return whole;
    }

    /**
     * {@return what was really thrown}
     *
     * @param failure perhaps wrapped by a stage
     */
    public static @Nullable Throwable unwrap(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
