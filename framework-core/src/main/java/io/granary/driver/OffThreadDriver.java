package io.granary.driver;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A driver that blocks, made one that does not: each call runs on a thread of this driver's own, so that its caller goes on and keeps
 * its clocks.
 *
 * <p>There are as many threads as calls at once, which the number of connections bounds, and no fewer: a statement may wait for a lock
 * whose holder needs a thread to let it go. Idle threads end after a minute. A call that never returns holds its thread.
 */
public final class OffThreadDriver implements Driver {

    private static final long KEEP_IDLE_SECONDS = 60;

    private final Driver target;
    private final ExecutorService executor;

    private OffThreadDriver(Driver target, String name) {
        this.target = requireNonNull(target, "target");
        AtomicInteger threads = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name + "-driver-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                // After the driver's close: what comes late, a connection to be closed, is done by whoever brings it.
                (late, closed) -> late.run());
    }

    /**
     * {@return the driver itself if it does not block, else one that runs it on threads of its own}
     *
     * @param driver which
     * @param name first in the names of the threads
     */
    public static Driver of(Driver driver, String name) {
        return driver.blocking() ? new OffThreadDriver(driver, name) : driver;
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        return run(() -> target.open().thenApply(connection -> new Connection(connection, executor)), executor);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public CompletionStage<Void> close() {
        return run(target::close, executor).whenComplete((nothing, failure) -> executor.shutdown());
    }

    private static <T> CompletionStage<T> run(Supplier<CompletionStage<T>> call, Executor executor) {
        return CompletableFuture.supplyAsync(call, executor).thenCompose(Function.identity());
    }

    private static final class Connection implements DriverConnection {

        private final DriverConnection target;
        private final Executor executor;

        private Connection(DriverConnection target, Executor executor) {
            this.target = target;
            this.executor = executor;
        }

        @Override
        public ServerInfo server() {
            return target.server();
        }

        @Override
        public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
            return new Execution(() -> target.execute(statement, receiver), receiver, executor);
        }

        @Override
        public CompletionStage<Void> begin(TransactionMode mode) {
            return run(() -> target.begin(mode), executor);
        }

        @Override
        public CompletionStage<Void> commit() {
            return run(target::commit, executor);
        }

        @Override
        public CompletionStage<Void> rollback() {
            return run(target::rollback, executor);
        }

        @Override
        public CompletionStage<Void> savepoint(String name) {
            return run(() -> target.savepoint(name), executor);
        }

        @Override
        public CompletionStage<Void> releaseSavepoint(String name) {
            return run(() -> target.releaseSavepoint(name), executor);
        }

        @Override
        public CompletionStage<Void> rollbackToSavepoint(String name) {
            return run(() -> target.rollbackToSavepoint(name), executor);
        }

        @Override
        public boolean alive() {
            return target.alive();
        }

        @Override
        public CompletionStage<Boolean> ping() {
            return run(target::ping, executor);
        }

        @Override
        public CompletionStage<Boolean> cancel() {
            return run(target::cancel, executor);
        }

        @Override
        public boolean endsUnheard() {
            return target.endsUnheard();
        }

        @Override
        public boolean isCancelledFromAside() {
            return target.isCancelledFromAside();
        }

        @Override
        public CompletionStage<Void> cancelOther(DriverConnection victim) {
            DriverConnection other = victim instanceof Connection wrapped ? wrapped.target : victim;
            return run(() -> target.cancelOther(other), executor);
        }

        @Override
        public boolean supportsNotifications() {
            return target.supportsNotifications();
        }

        @Override
        public void notifications(NotificationReceiver receiver) {
            target.notifications(receiver);
        }

        @Override
        public boolean supportsCopy() {
            return target.supportsCopy();
        }

        @Override
        public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
            return run(() -> target.copyIn(sql, data), executor);
        }

        @Override
        public CompletionStage<Void> close() {
            return run(target::close, executor);
        }

        @Override
        public void abort() {
            target.abort();
        }

        @Override
        public Object unwrap() {
            return target.unwrap();
        }
    }

    /** Starts with the first demand, on the thread that then delivers. */
    private static final class Execution implements DriverExecution {

        private final Supplier<DriverExecution> start;
        private final RowReceiver receiver;
        private final Executor executor;
        private final CompletableFuture<DriverExecution> started = new CompletableFuture<>();
        private final AtomicBoolean asked = new AtomicBoolean();

        private Execution(Supplier<DriverExecution> start, RowReceiver receiver, Executor executor) {
            this.start = start;
            this.receiver = receiver;
            this.executor = executor;
        }

        @Override
        public void request(long chunks) {
            if (asked.compareAndSet(false, true)) {
                executor.execute(() -> reporting(() -> {
                    DriverExecution execution = start.get();
                    started.complete(execution);
                    execution.request(chunks);
                }));
            } else {
                CompletionStage<Void> unused =
                        started.thenAcceptAsync(execution -> reporting(() -> execution.request(chunks)), executor);
            }
        }

        /** Whoever waits for the receiver's end hears of everything that is thrown, errors too: nobody else is there to tell. */
        private void reporting(Runnable call) {
            try {
                call.run();
            } catch (VirtualMachineError broken) {
                fail(broken);
                throw broken;
            } catch (Throwable defect) {
                fail(defect);
            }
        }

        private void fail(Throwable defect) {
            receiver.failed(
                    defect instanceof DriverException known
                            ? known
                            : DriverException.fault("the driver threw: " + defect, defect));
        }

        @Override
        public void cancel() {
            CompletionStage<Void> unused = started.thenAccept(DriverExecution::cancel);
        }
    }
}
