package io.granary.benchmarks;

import io.r2dbc.spi.Connection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** Takes one row, gives the connection back, then completes a future with the row. */
final class OneRow<T> extends BaseSubscriber<T> {

    private final Connection connection;
    private final CompletableFuture<T> found;
    private @Nullable T row;

    OneRow(Connection connection, CompletableFuture<T> found) {
        this.connection = connection;
        this.found = found;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        requestUnbounded();
    }

    @Override
    protected void hookOnNext(T value) {
        row = value;
    }

    @Override
    protected void hookOnComplete() {
        T value = row;
        release(
                value == null
                        ? () -> found.completeExceptionally(new IllegalStateException("no row"))
                        : () -> found.complete(value));
    }

    @Override
    protected void hookOnError(Throwable failure) {
        release(() -> found.completeExceptionally(failure));
    }

    private void release(Runnable after) {
        Mono.from(connection.close()).subscribe(nothing -> {}, found::completeExceptionally, after);
    }
}
