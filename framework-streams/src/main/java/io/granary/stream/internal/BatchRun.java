package io.granary.stream.internal;

import io.granary.stream.BatchSummary;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of one run of a stream that writes: over when no more batches follow and none is on its way. Thread-safe. */
final class BatchRun {

    private final CompletableFuture<BatchSummary> summary = new CompletableFuture<>();
    private final LongSupplier clock;
    private final long since;
    private final Set<Wish> wishes = new HashSet<>();
    private long elements;
    private long batches;
    private long failedBatches;
    private int onTheirWay;
    private boolean ended;
    private @Nullable Throwable failure;

    BatchRun(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** A batch is on its way, as soon as it has a connection. Each has one end, of the following four. */
    synchronized void sent(Wish wish) {
        onTheirWay++;
        wishes.add(wish);
    }

    /** A batch waits for nothing more. */
    synchronized void ended(Wish wish) {
        wishes.remove(wish);
    }

    /** A batch was not written, for nobody read any more when its connection came. */
    void dropped() {
        synchronized (this) {
            onTheirWay--;
        }
        completeIfOver();
    }

    /** Nobody reads any more: batches that still wait for a connection are dropped. */
    void abandon() {
        List<Wish> waiting;
        synchronized (this) {
            waiting = List.copyOf(wishes);
        }
        waiting.forEach(Wish::giveUp);
    }

    void written(int many) {
        synchronized (this) {
            onTheirWay--;
            elements += many;
            batches++;
        }
        completeIfOver();
    }

    /** A batch failed, and the stream goes on. */
    void reported() {
        synchronized (this) {
            onTheirWay--;
            failedBatches++;
        }
        completeIfOver();
    }

    /** A batch failed, and the stream does so. */
    void broken(Throwable why) {
        synchronized (this) {
            onTheirWay--;
            failure = failure == null ? why : failure;
        }
        completeIfOver();
    }

    /** No batch follows. What is said of the end later does not count. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        completeIfOver();
    }

    /** No batch follows, since the stream failed. */
    void end(Throwable why) {
        synchronized (this) {
            failure = failure == null && !ended ? why : failure;
            ended = true;
        }
        completeIfOver();
    }

    CompletionStage<BatchSummary> summary() {
        return summary.minimalCompletionStage();
    }

    private void completeIfOver() {
        Throwable why;
        BatchSummary reached;
        synchronized (this) {
            if (!ended || onTheirWay > 0) {
                return;
            }
            why = failure;
            reached = new BatchSummary(elements, batches, failedBatches, Duration.ofNanos(clock.getAsLong() - since));
        }
        if (why == null) {
            summary.complete(reached);
        } else {
            summary.completeExceptionally(why);
        }
    }
}
