package io.granary.orm.internal.turn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The turn of a session's actor: what is given to it runs there, as a message. What need not wait goes on at once, which saves the message.
 */
public final class Turn implements Executor {

    private final Executor later;
    private final BooleanSupplier here;

    /**
     * Makes one.
     *
     * @param later runs what is given to it in the actor's turn, as a message
     * @param here whether who asks is in the actor's turn
     */
    public Turn(Executor later, BooleanSupplier here) {
        this.later = later;
        this.here = here;
    }

    /** {@return whether this is called in the turn} */
    public boolean isHere() {
        return here.getAsBoolean();
    }

    @Override
    public void execute(Runnable command) {
        later.execute(command);
    }

    /**
     * Goes on with something that gives a stage. To be called in the turn.
     *
     * @param <T> what is waited for
     * @param <U> what comes of it
     * @param stage what is waited for
     * @param next what to do then, in the turn
     * @return completes when that has; fails with what it throws
     */
    public <T, U> CompletionStage<U> then(
            CompletionStage<T> stage, Function<? super T, ? extends CompletionStage<U>> next) {
        if (!(stage instanceof CompletableFuture<T> future) || !isDone(future)) {
            return stage.thenComposeAsync(next, later);
        }
        try {
            return next.apply(future.join());
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /**
     * Goes on with something that gives a value. To be called in the turn.
     *
     * @param <T> what is waited for
     * @param <U> what comes of it
     * @param stage what is waited for
     * @param next what to do then, in the turn
     * @return completes with what it gives; fails with what it throws
     */
    public <T, U> CompletionStage<U> map(CompletionStage<T> stage, Function<? super T, ? extends U> next) {
        return then(stage, value -> CompletableFuture.completedFuture(next.apply(value)));
    }

    /** A stage that only looks like a future says nothing of itself. */
    private static boolean isDone(CompletableFuture<?> future) {
        return future.getClass() != MINIMAL && future.isDone() && !future.isCompletedExceptionally();
    }

    private static final Class<?> MINIMAL = CompletableFuture.completedStage("").getClass();
}
