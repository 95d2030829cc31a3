package io.granary.testkit.junit;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement of a test: within a savepoint of its own, if it is in no transaction; its end is told when that is gone too. */
final class SavepointExecution implements DriverExecution, RowReceiver {

    private final SavepointConnection connection;
    private final boolean alone;
    private final RowReceiver receiver;
    private final Function<RowReceiver, Optional<DriverExecution>> start;
    private final CompletableFuture<Optional<DriverExecution>> started = new CompletableFuture<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean over;

    /** The start gives nothing if the statement has failed before it was sent. */
    SavepointExecution(
            SavepointConnection connection,
            boolean alone,
            RowReceiver receiver,
            Function<RowReceiver, Optional<DriverExecution>> start) {
        this.connection = connection;
        this.alone = alone;
        this.receiver = receiver;
        this.start = start;
    }

    @Override
    public void request(long chunks) {
        if (asked.compareAndSet(false, true)) {
            connection.running(true);
            CompletionStage<Void> ready = alone ? connection.enter() : CompletableFuture.completedFuture(null);
            ready.whenComplete((entered, failure) -> {
                if (failure != null) {
                    failed(inOurWords(failure));
                } else if (!over) {
                    started.complete(start.apply(this));
                }
            });
        }
        CompletionStage<Void> unused =
                started.thenAccept(execution -> execution.ifPresent(running -> running.request(chunks)));
    }

    private static DriverException inOurWords(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof DriverException known
                ? known
                : DriverException.fault("the driver failed: " + cause, cause);
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            CompletionStage<Void> unused =
                    started.thenAccept(execution -> execution.ifPresent(DriverExecution::cancel));
            connection.unheard(alone && asked.get());
        }
    }

    // ---- what the statement gives

    @Override
    public void columns(List<String> names) {
        receiver.columns(names);
    }

    @Override
    public void rows(List<@Nullable Object[]> chunk) {
        receiver.rows(chunk);
    }

    @Override
    public void updated(long count) {
        receiver.updated(count);
    }

    @Override
    public void completed() {
        end(alone ? connection.leave() : CompletableFuture.completedFuture(null), null);
    }

    @Override
    public void failed(DriverException failure) {
        end(alone ? connection.undo() : CompletableFuture.completedFuture(null), failure);
    }

    private void end(CompletionStage<Void> last, @Nullable DriverException failure) {
        CompletionStage<Void> unused = last.handle((done, broken) -> {
            connection.running(false);
            if (over) {
                return null;
            }
            over = true;
            if (failure != null) {
                receiver.failed(failure);
            } else if (broken != null) {
                receiver.failed(inOurWords(broken));
            } else {
                receiver.completed();
            }
            return null;
        });
    }
}
