package io.granary.engine.internal;

import java.util.concurrent.CompletionStage;

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
}
