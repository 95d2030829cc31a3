package io.granary.testkit;

import io.granary.driver.DriverException;
import io.granary.testkit.fixtures.Step;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A stage that goes by a step. The answer is made when the step lets it, on the driver's executor. */
final class ScriptedStage {

    private final ScriptedDriver driver;
    private final Step step;

    ScriptedStage(ScriptedDriver driver, Step step) {
        this.driver = driver;
        this.step = step;
    }

    /** {@return a stage without a value} */
    CompletionStage<Void> done(Consumer<Step> effect) {
        return this.<Boolean>gives(given -> {
                    effect.accept(given);
                    return true;
                })
                .thenAccept(done -> {});
    }

    /** {@return a stage with what the answer gives, or failed with the driver exception that it throws} */
    <T> CompletionStage<T> gives(Function<Step, T> answer) {
        raiseIfTold(step);
        CompletableFuture<T> stage = new CompletableFuture<>();
        switch (step.kind()) {
            case NEVER, THROW -> {}
            case FAIL -> driver.signals().execute(() -> stage.completeExceptionally(failure(step.requiredError())));
            case ANSWER, ANSWER_FALSE, TWICE -> driver.signals().execute(() -> complete(stage, answer));
            case LATE ->
                step.requiredLate()
                        .whenReleased(error -> driver.signals().execute(() -> {
                            if (error == null) {
                                complete(stage, answer);
                            } else {
                                stage.completeExceptionally(failure(error));
                            }
                        }));
        }
        return stage;
    }

    /** Throws, if that is the manner. */
    static void raiseIfTold(Step step) {
        RuntimeException thrown = step.thrown();
        if (thrown != null) {
            throw thrown;
        }
    }

    /** {@return an error as a driver may give it} */
    static DriverException failure(Throwable error) {
        return error instanceof DriverException known
                ? known
                : DriverException.fault(String.valueOf(error.getMessage()), error);
    }

    private <T> void complete(CompletableFuture<T> stage, Function<Step, T> answer) {
        try {
            stage.complete(answer.apply(step));
        } catch (DriverException failure) {
            stage.completeExceptionally(failure);
        }
    }
}
