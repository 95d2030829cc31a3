package io.granary.stream.internal;

import io.granary.engine.AsyncEngine;
import io.granary.error.BatchFailedException;
import io.granary.error.InvalidRequestException;
import io.granary.stream.Batch;
import io.granary.stream.BatchSummary;
import io.granary.stream.BatchWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SubscriptionWithCancelException;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches one after another in one transaction, which begins with the first of them and commits behind the last.
 *
 * <pre>
 * the stage      when                                        the transaction
 * waits          no batch came yet                           is none, nothing is leased
 * writes         a batch came                                is open
 * ends well      the last batch is written, none follows     commits; the end is told when that is done
 * ends badly     a batch, the stream or its reader failed    is rolled back; the failure is told when that is done
 * </pre>
 *
 * @param <T> the elements
 * @param <R> what comes of a batch
 */
final class OneTransactionStage<T, R>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<List<T>, Batch<T, R>>, CompletionStage<BatchSummary>> {

    private final Inlet<List<T>> in = Inlet.create("OneTransactionStage.in");
    private final Outlet<Batch<T, R>> out = Outlet.create("OneTransactionStage.out");
    private final FlowShape<List<T>, Batch<T, R>> shape = FlowShape.of(in, out);
    private final AsyncEngine engine;
    private final BatchWork<T, R> work;

    OneTransactionStage(AsyncEngine engine, BatchWork<T, R> work) {
        this.engine = engine;
        this.work = work;
    }

    @Override
    public FlowShape<List<T>, Batch<T, R>> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<BatchSummary>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return new Pair<>(logic, logic.summary.minimalCompletionStage());
    }

    private final class Logic extends GraphStageLogic {

        private final CompletableFuture<BatchSummary> summary = new CompletableFuture<>();
        private final AsyncCallback<Batch.Written<T, R>> written;
        private final AsyncCallback<BatchFailedException> failed;
        private final AsyncCallback<Ending> ended;
        private final long since = System.nanoTime();
        private @Nullable OpenTransaction transaction;
        private boolean writing;
        private boolean complete;
        private boolean ending;
        private long elements;
        private long batches;

        Logic() {
            super(shape);
            this.written = createAsyncCallback(this::onWritten);
            this.failed = createAsyncCallback(this::onFailed);
            this.ended = createAsyncCallback(this::onEnded);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    write(List.copyOf(grab(in)));
                }

                @Override
                public void onUpstreamFinish() {
                    complete = true;
                    if (!writing && !ending) {
                        end(null);
                    }
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    if (!ending) {
                        end(failure);
                    }
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (!complete && !ending) {
                        pull(in);
                    }
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    if (!ending) {
                        end(
                                cause instanceof SubscriptionWithCancelException.NonFailureCancellation
                                        ? cancelled()
                                        : cause);
                    }
                    super.onDownstreamFinish(cause);
                }
            });
        }

        @Override
        public void postStop() {
            if (!ending) {
                end(new AbruptStageTerminationException(this));
            }
        }

        private void write(List<T> batch) {
            writing = true;
            OpenTransaction open = transaction;
            if (open == null) {
                open = OpenTransaction.on(engine);
                transaction = open;
            }
            long first = elements;
            CompletionStage<R> unused = open.connection()
                    .thenCompose(connection -> work.write(connection, batch))
                    .whenComplete((result, thrown) -> {
                        if (thrown == null) {
                            written.invoke(new Batch.Written<>(first, batch, result));
                        } else {
                            failed.invoke(BatchFailedException.of(first, batch, Failures.unwrapped(thrown)));
                        }
                    });
        }

        private void onWritten(Batch.Written<T, R> batch) {
            writing = false;
            if (ending) {
                return;
            }
            elements += batch.elements().size();
            batches++;
            push(out, batch);
            if (complete) {
                end(null);
            }
        }

        private void onFailed(BatchFailedException failure) {
            writing = false;
            if (!ending) {
                cancel(in, failure);
                end(failure);
            }
        }

        /** Has the transaction end, well if there is no failure, and tells everybody when it has. */
        private void end(@Nullable Throwable failure) {
            ending = true;
            OpenTransaction open = transaction;
            CompletionStage<?> over = open == null
                    ? CompletableFuture.completedStage(true)
                    : failure == null ? open.commit() : open.rollback(failure);
            CompletionStage<?> unused = over.whenComplete((done, thrown) -> {
                Throwable why = failure != null ? failure : thrown == null ? null : Failures.unwrapped(thrown);
                if (why == null) {
                    summary.complete(
                            new BatchSummary(elements, batches, 0, Duration.ofNanos(System.nanoTime() - since)));
                } else {
                    summary.completeExceptionally(why);
                }
                ended.invoke(new Ending(why));
            });
        }

        private void onEnded(Ending how) {
            if (how.failure() == null) {
                completeStage();
            } else {
                failStage(how.failure());
            }
        }

        private InvalidRequestException cancelled() {
            return InvalidRequestException.of(
                    "A stream that is one transaction was cancelled before its end, so it was rolled back: nothing of the "
                            + elements + " elements that were written stays.",
                    "let the stream come to its end, or write each batch in a transaction of its own");
        }
    }

    /** How the transaction ended. */
    private record Ending(@Nullable Throwable failure) {}
}
