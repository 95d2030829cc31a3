package io.granary.engine.internal;

import io.granary.error.GranaryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a facade: a stage completed on an executor of the user's, so that a callback that blocks holds neither an event loop nor
 * the pool. The first answer counts, in the order in which answers are given and not in that in which the executor gets to them.
 *
 * @param <T> what is answered
 */
public final class Promise<T> extends CompletableFuture<T> implements Answer<T> {

    private final Executor executor;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Runnable whenAbandoned;

    /**
     * Makes one that nothing has completed.
     *
     * @param executor where the stage completes
     */
    public Promise(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void offer(T value, Runnable refused) {
        if (!answered.compareAndSet(false, true)) {
            refused.run();
            return;
        }
        onExecutor(() -> {
            if (!complete(value)) {
                refused.run();
            }
        });
    }

    @Override
    public void fail(GranaryException failure) {
        failWith(failure);
    }

    /**
     * Says why there is no value.
     *
     * @param failure why; it need not be one of ours
     */
    public void failWith(Throwable failure) {
        if (answered.compareAndSet(false, true)) {
            Throwable cause = failure instanceof CompletionException ? Scopes.unwrap(failure) : failure;
            onExecutor(() -> completeExceptionally(cause == null ? failure : cause));
        }
    }

    /** An executor that takes nothing more must not keep anyone waiting: then the stage completes here. */
    private void onExecutor(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RuntimeException refused) {
            completion.run();
        }
    }

    @Override
    public boolean abandoned() {
        return isDone();
    }

    @Override
    public void whenAbandoned(Runnable action) {
        whenAbandoned = action;
        if (isDone()) {
            tellIfAbandoned();
        }
    }

    // Whoever holds the stage gives it up by ending it in one of these ways, orTimeout and completeOnTimeout among
    // them.

    @Override
    public boolean complete(@Nullable T value) {
        return super.complete(value) && tellIfAbandoned();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return super.completeExceptionally(failure) && tellIfAbandoned();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return super.cancel(mayInterruptIfRunning) && tellIfAbandoned();
    }

    private boolean tellIfAbandoned() {
        Runnable action = whenAbandoned;
        if (action != null && !answered.get()) {
            whenAbandoned = null;
            action.run();
        }
        return true;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
