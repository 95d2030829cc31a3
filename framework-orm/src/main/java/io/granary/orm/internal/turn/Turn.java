package io.granary.orm.internal.turn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a session's actor: what is given to it runs there, as a message. What is given to it in the turn goes on at once, which saves
 * the message.
 */
public final class Turn implements Executor {

    /** So deep may continuations stand in each other; those of a long chain would overflow the stack. */
    private static final int DEEPEST = 16;

    private final Executor later;
    private final Executor threads;

    /** The thread of the turn, while one is taken. */
    private volatile @Nullable Thread thread;

    /** How deep the turn is in continuations. Touched in the turn only. */
    private int depth;

    /**
     * Makes one.
     *
     * @param later runs what is given to it in the actor's turn, as a message
     * @param threads runs things on threads that are not the driver's
     */
    public Turn(Executor later, Executor threads) {
        this.later = later;
        this.threads = threads;
    }

    /**
     * {@return runs things in the turn, too, but on no thread that has an answer: for what takes long while the database could do more}
     */
    public Executor aside() {
        return command -> threads.execute(() -> later.execute(command));
    }

    /**
     * Takes the turn. For the actor, which takes one at a time.
     *
     * @param work what is done in it
     */
    public void take(Runnable work) {
        thread = Thread.currentThread();
        try {
            work.run();
        } finally {
            thread = null;
        }
    }

    /** {@return whether this is called in the turn} */
    public boolean isTaken() {
        return thread == Thread.currentThread();
    }

    @Override
    public void execute(Runnable command) {
        if (!isTaken() || depth == DEEPEST) {
            later.execute(command);
            return;
        }
        depth++;
        try {
            command.run();
        } finally {
            depth--;
        }
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
            return stage.thenComposeAsync(next, this);
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
