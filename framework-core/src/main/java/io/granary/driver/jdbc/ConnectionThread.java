package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one thread that a connection lives on.
 *
 * <p>JDBC blocks, and a library of native code holds its thread while it does: a virtual thread would take a carrier along. Work runs in the order in
 * which it was given.
 */
final class ConnectionThread implements Executor {

    private final ThreadPoolExecutor executor;

    ConnectionThread(String name) {
        this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs some work that reports its own failures. */
    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** {@return what a call gives; fails in the port's words, after {@link #end()} too} */
    <T> CompletionStage<T> call(Callable<? extends T> call, Function<Exception, DriverException> words) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(call.call());
                } catch (DriverException known) {
                    answer.completeExceptionally(known);
                } catch (Exception failure) {
                    answer.completeExceptionally(words.apply(failure));
                }
            });
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(closed());
        }
        return answer;
    }

    static DriverException closed() {
        return DriverException.fault("the connection is closed", null);
    }

    /** Takes no more work. What was given runs to its end. */
    void end() {
        executor.shutdown();
    }
}
