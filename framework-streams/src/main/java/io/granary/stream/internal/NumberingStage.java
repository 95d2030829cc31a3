package io.granary.stream.internal;

import io.granary.stream.BatchSummary;
import java.util.List;
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
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Numbers the elements of batches, and tells the run that they belong to when no more of them follow.
 *
 * @param <T> the elements
 */
final class NumberingStage<T>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<List<T>, NumberedBatch<T>>, CompletionStage<BatchSummary>> {

    private final Inlet<List<T>> in = Inlet.create("NumberingStage.in");
    private final Outlet<NumberedBatch<T>> out = Outlet.create("NumberingStage.out");
    private final FlowShape<List<T>, NumberedBatch<T>> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<List<T>, NumberedBatch<T>> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<BatchSummary>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        BatchRun run = new BatchRun(System::nanoTime);
        return new Pair<>(new Logic(run), run.summary());
    }

    private final class Logic extends GraphStageLogic {

        private final BatchRun run;
        private long next;

        Logic(BatchRun run) {
            super(shape);
            this.run = run;
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    NumberedBatch<T> batch = new NumberedBatch<>(run, next, grab(in));
                    next += batch.elements().size();
                    push(out, batch);
                }

                @Override
                public void onUpstreamFinish() throws Exception {
                    run.end();
                    super.onUpstreamFinish();
                }

                @Override
                public void onUpstreamFailure(Throwable failure) throws Exception {
                    run.end(failure);
                    super.onUpstreamFailure(failure);
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(in);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    if (cause instanceof SubscriptionWithCancelException.NonFailureCancellation) {
                        run.end();
                    } else {
                        run.end(cause);
                    }
                    run.abandon();
                    super.onDownstreamFinish(cause);
                }
            });
        }

        @Override
        public void postStop() {
            run.end(new AbruptStageTerminationException(this));
        }
    }
}
