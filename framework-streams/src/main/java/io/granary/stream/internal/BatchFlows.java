package io.granary.stream.internal;

import io.granary.engine.AsyncEngine;
import io.granary.stream.Batch;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.BatchWork;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/** Puts together what gathers elements and what writes them. */
public final class BatchFlows {

    private BatchFlows() {}

    /**
     * {@return a flow that writes}
     *
     * @param <T> the elements
     * @param <R> what comes of a batch
     * @param engine leases the connections
     * @param settings how elements are gathered and written
     * @param work writes a batch
     */
    public static <T, R> Flow<T, Batch<T, R>, CompletionStage<BatchSummary>> of(
            AsyncEngine engine, BatchSettings<? super T> settings, BatchWork<T, R> work) {
        Flow<T, List<T>, NotUsed> gathering = gathering(settings);
        if (settings.oneTransaction()) {
            return gathering.viaMat(new OneTransactionStage<>(engine, work), Keep.right());
        }
        BatchWriter<T, R> writer = new BatchWriter<>(engine, work, settings.retries(), settings.reportsFailures());
        return gathering.viaMat(new NumberingStage<T>(), Keep.right()).mapAsync(settings.parallelism(), writer::write);
    }

    /** Also gathers while nobody asks, one batch and no more. */
    private static <S, T extends S> Flow<T, List<T>, NotUsed> gathering(BatchSettings<S> settings) {
        Flow<T, T, NotUsed> elements = Flow.create();
        return settings.weight()
                .map(weight -> elements.groupedWeightedWithin(
                        weight.most(),
                        settings.size(),
                        element -> weight.of().applyAsLong(element),
                        settings.maxDelay()))
                .orElseGet(() -> elements.groupedWithin(settings.size(), settings.maxDelay()));
    }
}
