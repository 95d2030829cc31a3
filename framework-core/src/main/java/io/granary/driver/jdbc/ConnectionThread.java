package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that a connection lives on.
 *
 * <p>JDBC blocks, and a library of native code holds its thread while it does: a virtual thread would take a carrier along. Work runs in the order in
 * which it was given. Between two pieces of it the thread may be lent to callbacks; if one blocks, another thread takes the place of this one, so that at
 * any time one thread is the connection's.
 */
final class ConnectionThread implements Executor {

    /** What stands behind all work. */
    private enum End implements Runnable {
        END;

        @Override
        public void run() {}
    }

    private final String name;
    private final LinkedTransferQueue<Runnable> waiting = new LinkedTransferQueue<>();

    private boolean begun;
    private boolean ended;

    ConnectionThread(String name) {
        this.name = name;
    }

    /**
     * Runs some work that reports its own failures.
     *
     * @throws RejectedExecutionException after {@link #end()}
     */
    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            if (ended) {
                throw new RejectedExecutionException("the connection is closed");
            }
            if (!begun) {
                replace();
                begun = true;
            }
            waiting.put(work);
        }
    }

    /** {@return what a call gives; fails in the port's words, after {@link #end()} too} */
    <T> CompletionStage<T> call(Callable<? extends T> call, Function<Exception, DriverException> words) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            execute(() -> {
                try {
                    answer.complete(call.call());
                } catch (DriverException known) {
                    answer.completeExceptionally(known);
                } catch (Exception failure) {
                    answer.completeExceptionally(words.apply(failure));
                } catch (Error defect) {
                    answer.completeExceptionally(DriverException.fault("the driver failed: " + defect, defect));
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
        synchronized (waiting) {
            if (!ended) {
                ended = true;
                waiting.put(End.END);
            }
        }
    }

    /** Has another thread go on with what waits. */
    void replace() {
        new ConnectionWorker(this, name).start();
    }

    /** {@return what is to be done next, for which the calling thread waits, or null at the end} */
    @Nullable Runnable next() {
        while (true) {
            try {
                Runnable next = waiting.take();
                return next == End.END ? null : next;
            } catch (InterruptedException byACallback) {
                // Nobody who may do so interrupts this thread.
            }
        }
    }
}
