package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Takes chunks of rows, a few of them ahead, and gives their elements one by one. Asks for a chunk when it has begun to give another, so that as
 * many are on their way or waiting here as its window is wide, and no more.
 *
 * @param <T> the elements
 */
public final class ChunkStage<T>
        extends AbstractGraphStageWithMaterializedValue<SourceShape<T>, CompletionStage<StreamSummary>> {

    /** One that is read and one on its way. */
    static final int WINDOW = 2;

    private final Outlet<T> out = Outlet.create("ChunkStage.out");
    private final SourceShape<T> shape = SourceShape.of(out);
    private final Publisher<RowChunk> chunks;
    private final Supplier<? extends ChunkWriter<T>> writers;

    /**
     * A stage.
     *
     * @param chunks subscribed to at each materialization
     * @param writers makes the elements, one for each materialization
     */
    public ChunkStage(Publisher<RowChunk> chunks, Supplier<? extends ChunkWriter<T>> writers) {
        this.chunks = chunks;
        this.writers = writers;
    }

    @Override
    public SourceShape<T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<StreamSummary>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        Logic logic = new Logic(writers.get());
        return new Pair<>(logic, logic.summary);
    }

    private sealed interface Signal {

        record Arrived(RowChunk chunk) implements Signal {}

        record Failed(Throwable failure) implements Signal {}

        enum Completed implements Signal {
            INSTANCE
        }
    }

    private final class Logic extends GraphStageLogic {

        private final ChunkWriter<T> writer;
        private final CompletableFuture<StreamSummary> summary = new CompletableFuture<>();
        private final Deque<RowChunk> waiting = new ArrayDeque<>(WINDOW);
        private final Upstream upstream = new Upstream();
        /** In the order of their coming: a callback from the stage's own thread overtakes those from others. */
        private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();

        private boolean complete;
        private long rows;
        private long count;
        private long idleSince = System.nanoTime();
        private long waitedForDatabase;
        private long waitedForConsumer;

        Logic(ChunkWriter<T> writer) {
            super(shape);
            this.writer = writer;
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    waitedForConsumer += waiting.isEmpty() ? 0 : elapsed();
                    idleSince = System.nanoTime();
                    give();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    upstream.cancel();
                    summary.complete(summary());
                    super.onDownstreamFinish(cause);
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<Signal> signal = createAsyncCallback(given -> onSignals());
            chunks.subscribe(new Subscriber<>() {
                @Override
                public void onSubscribe(Subscription given) {
                    // At once and not by way of the stage, which may have ended: then nobody would end this one.
                    upstream.begin(given);
                }

                @Override
                public void onNext(RowChunk chunk) {
                    tell(new Signal.Arrived(chunk));
                }

                @Override
                public void onError(Throwable failure) {
                    tell(new Signal.Failed(failure));
                }

                @Override
                public void onComplete() {
                    tell(Signal.Completed.INSTANCE);
                }

                private void tell(Signal given) {
                    signals.add(given);
                    signal.invoke(given);
                }
            });
        }

        private void onSignals() {
            Signal given;
            while ((given = signals.poll()) != null) {
                if (given instanceof Signal.Arrived arrived) {
                    arrived(arrived.chunk());
                } else if (given instanceof Signal.Failed failed) {
                    failed(failed.failure());
                } else {
                    completed();
                }
            }
        }

        @Override
        public void postStop() {
            upstream.cancel();
            if (!summary.isDone()) {
                summary.completeExceptionally(new AbruptStageTerminationException(this));
            }
        }

        private void arrived(RowChunk chunk) {
            if (isAvailable(out)) {
                waitedForDatabase += elapsed();
                idleSince = System.nanoTime();
            }
            rows += chunk.size();
            count++;
            waiting.add(chunk);
            if (isAvailable(out)) {
                give();
            }
        }

        private void completed() {
            complete = true;
            upstream.ended();
            if (isAvailable(out)) {
                give();
            } else if (waiting.isEmpty()) {
                tryToEnd();
            }
        }

        private void failed(Throwable failure) {
            upstream.ended();
            summary.completeExceptionally(failure);
            failStage(failure);
        }

        private void give() {
            T element = writer.next();
            while (element == null && !waiting.isEmpty()) {
                take(waiting.remove());
                element = writer.next();
            }
            if (element == null && complete) {
                writer.end();
                element = writer.next();
            }
            if (element != null) {
                push(out, element);
            } else if (complete) {
                end();
            }
        }

        private void take(RowChunk chunk) {
            writer.take(chunk);
            upstream.request(1);
        }

        /** Nobody asks for an element now; if there is none left, nobody need ask to hear of the end. */
        private void tryToEnd() {
            if (rows == 0) {
                end();
            }
        }

        private void end() {
            summary.complete(summary());
            completeStage();
        }

        private StreamSummary summary() {
            return new StreamSummary(
                    rows, count, Duration.ofNanos(waitedForDatabase), Duration.ofNanos(waitedForConsumer));
        }

        private long elapsed() {
            return System.nanoTime() - idleSince;
        }
    }
}
