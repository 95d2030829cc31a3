package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
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
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Takes chunks of rows, a few of them ahead, and gives their elements one by one. Asks for a chunk when it has begun to give another, so that as
 * many are on their way or waiting here as its window is wide, and no more.
 *
 * @param <T> the elements
 */
public final class ChunkStage<T>
        extends AbstractGraphStageWithMaterializedValue<SourceShape<T>, CompletionStage<StreamSummary>> {

    /** How many chunks may be on their way or waiting, besides the one that is read. */
    static final int WINDOW = 2;

    private final Outlet<T> out = Outlet.create("ChunkStage.out");
    private final SourceShape<T> shape = SourceShape.of(out);
    private final Publisher<RowChunk> chunks;
    private final Supplier<? extends ChunkWriter<T>> writers;
    private final LongSupplier clock;

    /**
     * A stage.
     *
     * @param chunks subscribed to at each materialization
     * @param writers makes the elements, one for each materialization
     */
    public ChunkStage(Publisher<RowChunk> chunks, Supplier<? extends ChunkWriter<T>> writers) {
        this(chunks, writers, System::nanoTime);
    }

    ChunkStage(Publisher<RowChunk> chunks, Supplier<? extends ChunkWriter<T>> writers, LongSupplier clock) {
        this.chunks = chunks;
        this.writers = writers;
        this.clock = clock;
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

    private final class Logic extends GraphStageLogic {

        private final ChunkWriter<T> writer;
        private final CompletableFuture<StreamSummary> summary = new CompletableFuture<>();
        private final Deque<RowChunk> waiting = new ArrayDeque<>(WINDOW);
        private final Intake intake;
        private @Nullable T ahead;
        private boolean complete;
        private long rows;
        private long count;
        private long since = clock.getAsLong();
        private long waitedForDatabase;
        private long waitedForConsumer;

        Logic(ChunkWriter<T> writer) {
            super(shape);
            this.writer = writer;
            AsyncCallback<Boolean> signalled = createAsyncCallback(anything -> onSignals());
            this.intake = new Intake(() -> signalled.invoke(true));
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    long waited = elapsed();
                    waitedForConsumer += give() ? waited : 0;
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    intake.stop();
                    summary.complete(summary());
                    super.onDownstreamFinish(cause);
                }
            });
        }

        @Override
        public void preStart() {
            chunks.subscribe(intake);
        }

        @Override
        public void postStop() {
            intake.stop();
            if (!summary.isDone()) {
                summary.completeExceptionally(new AbruptStageTerminationException(this));
            }
        }

        private void onSignals() {
            Intake.Signal signal;
            while ((signal = intake.next()) != null) {
                if (signal instanceof Intake.Signal.Arrived arrived) {
                    arrived(arrived.chunk());
                } else if (signal instanceof Intake.Signal.Failed failed) {
                    fail(failed.failure());
                } else {
                    completed();
                }
            }
        }

        private void arrived(RowChunk chunk) {
            rows += chunk.size();
            count++;
            waiting.add(chunk);
            if (isAvailable(out)) {
                waitedForDatabase += elapsed();
                give();
            }
        }

        private void completed() {
            complete = true;
            if (isAvailable(out)) {
                waitedForDatabase += elapsed();
            }
            // Nobody need ask for more to hear that there is none.
            endIfNothingIsLeft();
        }

        /** Gives an element if there is one; whether there was. */
        private boolean give() {
            T element = ahead;
            ahead = null;
            try {
                element = element == null ? next() : element;
            } catch (RuntimeException unreadable) {
                fail(unreadable);
                return true;
            }
            if (element != null) {
                push(out, element);
            }
            if (complete) {
                endIfNothingIsLeft();
            }
            return element != null;
        }

        private void endIfNothingIsLeft() {
            try {
                ahead = ahead == null ? next() : ahead;
            } catch (RuntimeException unreadable) {
                fail(unreadable);
                return;
            }
            if (ahead == null) {
                summary.complete(summary());
                completeStage();
            } else if (isAvailable(out)) {
                give();
            }
        }

        private @Nullable T next() {
            T element = writer.next();
            while (element == null && !waiting.isEmpty()) {
                writer.take(waiting.remove());
                intake.request(1);
                element = writer.next();
            }
            if (element == null && complete) {
                writer.end();
                element = writer.next();
            }
            return element;
        }

        private void fail(Throwable failure) {
            intake.stop();
            summary.completeExceptionally(failure);
            failStage(failure);
        }

        private StreamSummary summary() {
            return new StreamSummary(
                    rows, count, Duration.ofNanos(waitedForDatabase), Duration.ofNanos(waitedForConsumer));
        }

        /** How long it is since this was asked last. */
        private long elapsed() {
            long before = since;
            since = clock.getAsLong();
            return since - before;
        }
    }
}
