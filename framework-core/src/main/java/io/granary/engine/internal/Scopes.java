package io.granary.engine.internal;

import io.granary.error.InvalidRequestException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a resource, works with it, and gives it back on every path; the stage of the whole completes after the giving back. */
public final class Scopes {

    private Scopes() {}

    /**
     * Works within a scope. A failure of the work is what the whole fails with; a failure of the clean-up is added to it as suppressed,
     * or is what the whole fails with when the work went well.
     *
     * <p>Giving up the whole stops nothing that has begun. If it was given up before the resource came, the work is not begun and the
     * resource is given back at once. If it was given up before the work ended, the clean-up is told so, as if the work had failed: what
     * nobody waits for must not become durable.
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
        return within(taken, (resource, givenUp) -> work.apply(resource), giveBack, () -> false);
    }

    /**
     * Works within a scope that stands in another, or has others in it: giving up an outer one gives up the inner ones.
     *
     * @param <R> the resource
     * @param <T> what the work gives
     * @param taken completes with the resource
     * @param work what to do with it; the second argument tells whether this scope, or one around it, was given up
     * @param giveBack the clean-up; the second argument is why the work failed, null if it went well
     * @param outerGivenUp whether the scope around this one was given up
     * @return completes when the resource has been given back
     */
    public static <R, T> CompletionStage<T> within(
            CompletionStage<R> taken,
            BiFunction<? super R, BooleanSupplier, ? extends CompletionStage<T>> work,
            BiFunction<? super R, @Nullable Throwable, ? extends CompletionStage<?>> giveBack,
            BooleanSupplier outerGivenUp) {
        // Not a chain of thenCompose: a stage that was given up skips the function, and with it the clean-up.
        CompletableFuture<T> whole = new CompletableFuture<>();
        BooleanSupplier givenUp = () -> whole.isDone() || outerGivenUp.getAsBoolean();
        Stages.onSuccess(
                taken,
                resource -> {
                    CompletionStage<T> started = givenUp.getAsBoolean()
                            ? CompletableFuture.failedFuture(new CancellationException("given up before it began"))
                            : start(each -> work.apply(each, givenUp), resource);
                    Stages.onOutcome(started, (value, failure) -> {
                        Throwable why = failure == null && givenUp.getAsBoolean()
                                ? new CancellationException("given up before its work ended")
                                : unwrap(failure);
                        end(whole, resource, value, why, giveBack);
                    });
                },
                failure -> whole.completeExceptionally(failure));
        return whole;
    }

    /**
     * Makes something of a resource that holds on to it, and gives the resource back if that fails or nobody wants it any more.
     *
     * @param <R> the resource
     * @param <T> what is made of it
     * @param taken completes with the resource
     * @param work what is made of it
     * @param giveBack the clean-up
     * @return completes with what was made; who gets it gives the resource back
     */
    public static <R, T> CompletionStage<T> handOver(
            CompletionStage<R> taken,
            Function<? super R, ? extends CompletionStage<T>> work,
            Function<? super R, ? extends CompletionStage<?>> giveBack) {
        CompletableFuture<T> whole = new CompletableFuture<>();
        Stages.onSuccess(
                taken,
                resource -> Stages.onSuccess(
                        start(work, resource),
                        made -> {
                            if (!whole.complete(made)) {
                                Stages.onEnd(giveBack.apply(resource), () -> {});
                            }
                        },
                        failure -> Stages.onEnd(giveBack.apply(resource), () -> whole.completeExceptionally(failure))),
                whole::completeExceptionally);
        return whole;
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

    private static <R, T> void end(
            CompletableFuture<T> whole,
            R resource,
            T value,
            @Nullable Throwable failure,
            BiFunction<? super R, @Nullable Throwable, ? extends CompletionStage<?>> giveBack) {
        Stages.onOutcome(cleanUp(resource, failure, giveBack), (done, wrapped) -> {
            Throwable cleanUp = unwrap(wrapped);
            if (failure != null) {
                if (cleanUp != null && cleanUp != failure) {
                    failure.addSuppressed(cleanUp);
                }
                whole.completeExceptionally(failure);
            } else if (cleanUp != null) {
                whole.completeExceptionally(cleanUp);
            } else {
                whole.complete(value);
            }
        });
    }

    private static <R> CompletionStage<?> cleanUp(
            R resource,
            @Nullable Throwable failure,
            BiFunction<? super R, @Nullable Throwable, ? extends CompletionStage<?>> giveBack) {
        try {
            return giveBack.apply(resource, failure);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
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
