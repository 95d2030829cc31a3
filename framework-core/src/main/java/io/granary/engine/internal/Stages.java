package io.granary.engine.internal;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Small things that are done with stages. */
public final class Stages {

    private Stages() {}

    /**
     * Runs something when a stage ends, however it ends; on the thread that ends it.
     *
     * @param stage what to wait for
     * @param action what to run; it must be quick
     */
    public static void onEnd(CompletionStage<?> stage, Runnable action) {
        CompletionStage<?> unused = stage.whenComplete((value, failure) -> action.run());
    }

    /**
     * Tells how a stage ended, as {@code whenComplete} does.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @param action gets the value, or the failure as the stage tells it
     */
    static <T> void onOutcome(CompletionStage<T> stage, BiConsumer<? super T, ? super @Nullable Throwable> action) {
        CompletionStage<?> unused = stage.whenComplete(action);
    }

    /**
     * Goes on with a stage's value, or with why there is none.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @param value gets the value
     * @param failure gets what was really thrown
     */
    static <T> void onSuccess(
            CompletionStage<T> stage, Consumer<? super T> value, Consumer<? super Throwable> failure) {
        onOutcome(stage, (given, thrown) -> {
            Throwable cause = Scopes.unwrap(thrown);
            if (cause == null) {
                value.accept(given);
            } else {
                failure.accept(cause);
            }
        });
    }
}
