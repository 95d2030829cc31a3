package io.granary.stream.internal;

import io.granary.dialect.render.CopyBuffer;
import io.granary.engine.AsyncEngine;
import io.granary.sql.CopyIn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Copies what comes into a table, in a transaction of its own. Elements are gathered in a buffer; a full one is given on when the one before has been taken, and no
 * element is asked for until then.
 *
 * @param <T> the elements
 */
public final class CopyStage<T> extends AbstractGraphStageWithMaterializedValue<SinkShape<T>, CompletionStage<Long>> {

    /** What one message of PostgreSQL's protocol carries well: more made no copy faster, less made them slower. */
    static final int FULL = 64 * 1024;

    private static final int SLACK = 1024;

    private final Inlet<T> in = Inlet.create("CopyStage.in");
    private final SinkShape<T> shape = SinkShape.of(in);
    private final AsyncEngine engine;
    private final CopyIn copy;
    private final Supplier<? extends BiConsumer<? super T, CopyBuffer>> writers;

    /**
     * A stage.
     *
     * @param engine leases the connection
     * @param copy into what
     * @param writers writes the elements, one for each materialization
     */
    public CopyStage(AsyncEngine engine, CopyIn copy, Supplier<? extends BiConsumer<? super T, CopyBuffer>> writers) {
        this.engine = engine;
        this.copy = copy;
        this.writers = writers;
    }

    @Override
    public SinkShape<T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Long>> createLogicAndMaterializedValuePair(
            Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return new Pair<>(logic, logic.copied);
    }

    private final class Logic extends GraphStageLogic {

        private final CompletableFuture<Long> copied = new CompletableFuture<>();
        private final CopyBuffer buffer = new CopyBuffer(FULL + SLACK);
        private final AsyncCallback<Boolean> wanted = createAsyncCallback(anything -> goOn());
        private final AsyncCallback<Throwable> refused = createAsyncCallback(this::onRefused);
        private final CopyFeed feed = new CopyFeed(() -> wanted.invoke(true));
        private BiConsumer<? super T, CopyBuffer> writer = (element, to) -> {};
        private CompletableFuture<Long> transaction = new CompletableFuture<>();

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    take(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    if (buffer.size() > 0) {
                        feed.add(buffer.take());
                    }
                    feed.complete();
                    completeStage();
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    giveUp(failure);
                    failStage(failure);
                }
            });
        }

        @Override
        public void preStart() {
            try {
                writer = writers.get();
            } catch (RuntimeException unsupported) {
                copied.completeExceptionally(unsupported);
                failStage(unsupported);
                return;
            }
            transaction =
                    engine.begin(connection -> connection.copyIn(copy, feed)).toCompletableFuture();
            CompletionStage<Long> unused = transaction.whenComplete((rows, failure) -> {
                if (failure == null) {
                    copied.complete(rows);
                } else {
                    Throwable cause = Failures.unwrapped(failure);
                    copied.completeExceptionally(cause);
                    refused.invoke(cause);
                }
            });
            pull(in);
        }

        private void take(T element) {
            try {
                writer.accept(element, buffer);
            } catch (RuntimeException unwritable) {
                giveUp(unwritable);
                failStage(unwritable);
                return;
            }
            goOn();
        }

        /** Gives a full buffer on if it can, and asks for an element if there is room for it. */
        private void goOn() {
            if (buffer.size() >= FULL && feed.takes()) {
                feed.add(buffer.take());
            }
            if (buffer.size() < FULL && !hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private void onRefused(Throwable failure) {
            feed.complete();
            failStage(failure);
        }

        /** The transaction is rolled back; what it failed with is told when that has been done. */
        private void giveUp(Throwable failure) {
            boolean begun = feed.isBegun();
            feed.fail(failure);
            if (!begun) {
                // It may still wait for a connection: nobody does from now on.
                copied.completeExceptionally(failure);
                transaction.cancel(false);
            }
        }

        @Override
        public void postStop() {
            if (feed.isOpen()) {
                giveUp(new AbruptStageTerminationException(this));
            }
        }
    }
}
