package io.granary.stream.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Failures as they were thrown: stages that are made of others wrap them, and sources hand that on. */
public final class Failures {

    private Failures() {}

    /**
     * {@return what failed in the first place}
     *
     * @param failure as a stage tells it
     */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * {@return a stage that ends as another one does, whose own failure is not wrapped}
     *
     * @param <T> what it gives
     * @param stage the other one
     */
    public static <T> CompletionStage<T> raw(CompletionStage<T> stage) {
        CompletableFuture<T> told = new CompletableFuture<>();
        CompletionStage<T> unused = stage.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(unwrapped(failure));
            }
        });
        return told;
    }
}
