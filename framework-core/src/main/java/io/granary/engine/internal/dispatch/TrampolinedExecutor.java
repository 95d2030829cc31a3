package io.granary.engine.internal.dispatch;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs turns on the thread at hand where that may be used so, else on threads of its own. */
final class TrampolinedExecutor extends AbstractExecutorService {

    private final ExecutorService threads;
    private final Predicate<Runnable> here;
    private final Consumer<Runnable> elsewhere;

    private TrampolinedExecutor(ExecutorService threads, Predicate<Runnable> here, Consumer<Runnable> elsewhere) {
        this.threads = threads;
        this.here = here;
        this.elsewhere = elsewhere;
    }

    /** One for turns of actors that never block. */
    static TrampolinedExecutor of(ExecutorService threads) {
        return new TrampolinedExecutor(threads, Trampoline::take, Trampoline::run);
    }

    /** One for turns of actors that call the user's code: they are treated as callbacks of the user's are. */
    static TrampolinedExecutor forCallbacks(ExecutorService threads) {
        return new TrampolinedExecutor(threads, Trampoline::takeAsCallback, Trampoline::lend);
    }

    @Override
    public void execute(Runnable turn) {
        if (!here.test(turn)) {
            threads.execute(() -> elsewhere.accept(turn));
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
