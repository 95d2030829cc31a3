package io.granary.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs asynchronous operations, a given number at a time, and waits once for all of them: what blocks is the benchmark's thread, not each
 * operation. The next operation of a lane starts on the thread that ended the one before.
 */
final class Lanes {

    private final Supplier<? extends CompletionStage<?>> operation;
    private final AtomicInteger left;
    private final AtomicInteger running;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    private Lanes(int lanes, int operations, Supplier<? extends CompletionStage<?>> operation) {
        this.operation = operation;
        this.left = new AtomicInteger(operations);
        this.running = new AtomicInteger(lanes);
    }

    /**
     * Runs operations until they have ended.
     *
     * @param lanes how many at a time
     * @param operations how many in all
     * @param operation starts one
     * @throws IllegalStateException if one fails, or all together take more than a minute
     */
    static void run(int lanes, int operations, Supplier<? extends CompletionStage<?>> operation) {
        Lanes all = new Lanes(lanes, operations, operation);
        for (int lane = 0; lane < lanes; lane++) {
            all.step();
        }
        try {
            all.done.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("an operation failed or did not end", failure);
        }
    }

    /** A loop as long as operations end at once, as those on H2 do, for else the stack would grow. */
    private void step() {
        while (left.getAndDecrement() > 0) {
            CompletableFuture<?> started = operation.get().toCompletableFuture();
            boolean ended = started.isDone();
            CompletableFuture<?> unused = started.whenComplete((value, failure) -> {
                if (!failed(failure) && !ended) {
                    step();
                }
            });
            if (!ended || started.isCompletedExceptionally()) {
                return;
            }
        }
        if (running.decrementAndGet() == 0) {
            done.complete(0);
        }
    }

    private boolean failed(@Nullable Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        }
        return failure != null;
    }
}
