package io.granary.orm.internal.session;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.RowStream;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.sql.Executable;
import io.granary.stream.internal.Draining;
import io.granary.stream.internal.Failures;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * The rows of a query with objects in them, made chunk by chunk in the session's turn. The session's connection is busy with it until it
 * has ended: what else needs
 * that fails meanwhile.
 */
public final class ObjectStream implements RowStream, Draining {

    private final ActorSystem<?> system;
    private final Asking session;
    private final Executable statement;
    private final Map<String, ?> parameters;
    private final Optional<RowKeys> keys;
    private final AtomicBoolean running = new AtomicBoolean();
    private final CompletableFuture<Done> over = new CompletableFuture<>();

    /** How a session is asked for something. */
    @FunctionalInterface
    public interface Asking {

        /**
         * {@return completes with what comes of an operation}
         *
         * @param <T> what comes of it
         * @param operation the operation
         */
        <T> CompletionStage<T> perform(SessionOperation<T> operation);
    }

    /**
     * Rows that nobody has asked for yet.
     *
     * @param system the actor system of the session
     * @param session how it is asked
     * @param statement what to run, when somebody subscribes
     * @param parameters values by name
     */
    public ObjectStream(ActorSystem<?> system, Asking session, Executable statement, Map<String, ?> parameters) {
        this.system = system;
        this.session = session;
        this.statement = statement;
        this.parameters = parameters;
        this.keys = SelectPlan.keysOf(statement);
    }

    @Override
    public RowKeys declaredKeys() {
        return keys.orElseGet(RowKeys::unknown);
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletionStage<StreamedRows> asked = session.perform(work -> begin(work, begun));
        Source.completionStageSource(asked.thenApply(this::objects))
                .mapError(Throwable.class, Failures::unwrapped)
                .watchTermination((unused, ended) -> ended.whenComplete((done, failure) -> {
                    boolean unread = !running.get() && !begun.compareAndSet(false, true);
                    if (unread) {
                        // Given up between its query and its first reader, whom nobody else will tell.
                        asked.whenComplete((streamed, refused) -> giveUp(streamed));
                    }
                    // What was given up before its query ran has none to end, and of a system that ends nobody hears.
                    if ((!unread && !running.get()) || failure != null) {
                        over.complete(Done.getInstance());
                    }
                }))
                .runWith(
                        Sink.<RowChunk>asPublisher(AsPublisher.WITHOUT_FANOUT)
                                .addAttributes(Attributes.inputBuffer(1, 1)),
                        system)
                .subscribe(subscriber);
    }

    /** In its turn, unless nobody waits for the rows any more. */
    private CompletionStage<StreamedRows> begin(SessionWork work, AtomicBoolean begun) {
        return begun.compareAndSet(false, true)
                ? work.stream(statement, parameters)
                : CompletableFuture.failedFuture(new CancellationException("given up before its query ran"));
    }

    private void giveUp(@Nullable StreamedRows streamed) {
        if (streamed != null) {
            streamed.rows().cancel();
        }
        over.complete(Done.getInstance());
    }

    @Override
    public CompletionStage<Done> drained() {
        return over;
    }

    private Source<RowChunk, NotUsed> objects(StreamedRows streamed) {
        Source<RowChunk, NotUsed> rows = Source.fromPublisher(
                new WatchedRows(streamed.rows(), () -> running.set(true), () -> over.complete(Done.getInstance())));
        return streamed.plan()
                .map(plan ->
                        rows.mapAsync(1, chunk -> session.perform(work -> work.loaded(plan, chunk, streamed.level()))))
                .orElse(rows);
    }
}
