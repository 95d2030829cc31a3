package io.granary.stream.internal;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.RetryPolicy;
import io.granary.error.BatchFailedException;
import io.granary.stream.Batch;
import io.granary.stream.BatchWork;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes each batch in a transaction of its own. Thread-safe.
 *
 * @param <T> the elements
 * @param <R> what comes of a batch
 */
final class BatchWriter<T, R> {

    private final AsyncEngine engine;
    private final BatchWork<T, R> work;
    private final Optional<RetryPolicy> retries;
    private final boolean reporting;

    BatchWriter(AsyncEngine engine, BatchWork<T, R> work, Optional<RetryPolicy> retries, boolean reporting) {
        this.engine = engine;
        this.work = work;
        this.retries = retries;
        this.reporting = reporting;
    }

    /** {@return completes when the transaction has ended and its connection is back} */
    CompletionStage<Batch<T, R>> write(NumberedBatch<T> batch) {
        CompletableFuture<Batch<T, R>> outcome = new CompletableFuture<>();
        Wish wish = new Wish();
        batch.run().sent(wish);
        CompletionStage<R> transaction = inTransaction(connection -> wish.grant()
                ? work.write(connection, batch.elements())
                : CompletableFuture.failedStage(new CancellationException("nobody reads what comes of it")));
        wish.waits(transaction);
        CompletionStage<R> unused = transaction.whenComplete((result, thrown) -> {
            batch.run().ended(wish);
            if (wish.isGivenUp()) {
                batch.run().dropped();
                outcome.cancel(false);
            } else if (thrown == null) {
                batch.run().written(batch.elements().size());
                outcome.complete(new Batch.Written<>(batch.first(), batch.elements(), result));
            } else {
                failed(batch, Failures.unwrapped(thrown), outcome);
            }
        });
        return outcome;
    }

    private CompletionStage<R> inTransaction(Function<AsyncConnection, CompletionStage<R>> writing) {
        return retries.isPresent() ? engine.retrying(retries.get(), writing) : engine.begin(writing);
    }

    private void failed(NumberedBatch<T> batch, Throwable cause, CompletableFuture<Batch<T, R>> outcome) {
        BatchFailedException failure = BatchFailedException.of(batch.first(), batch.elements(), cause);
        if (reporting) {
            batch.run().reported();
            outcome.complete(new Batch.Failed<>(batch.first(), batch.elements(), failure));
        } else {
            batch.run().broken(failure);
            outcome.completeExceptionally(failure);
        }
    }
}
