package io.granary.engine.internal.dispatch;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs turns on the thread at hand where that may be used so, else on threads of its own. */
final class TrampolinedExecutor extends AbstractExecutorService {

    private final ExecutorService threads;

    TrampolinedExecutor(ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable turn) {
        if (!Trampoline.take(turn)) {
            threads.execute(() -> Trampoline.run(turn));
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
