package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.error.ResourceClosedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The way to a {@link CursorActor} that outlives it. Thread-safe. */
public final class Cursor {

    /** How it ended: in failure, or with nothing left. */
    record End(Optional<Throwable> failure) {

        static final End EXHAUSTED = new End(Optional.empty());

        static End closed() {
            return new End(Optional.of(Cursor.closed()));
        }
    }

    static ResourceClosedException closed() {
        return ResourceClosedException.of(
                "This result object is closed.", "execute the statement again to read its rows again");
    }

    private final ActorRef<CursorCommand> actor;
    private final CompletableFuture<Done> ended;
    private volatile @Nullable End end;

    private Cursor(ActorSystem<?> system, Publisher<RowChunk> chunks) {
        this.ended = new CompletableFuture<>();
        this.actor = system.systemActorOf(
                CursorActor.create(chunks, this::endsWith, () -> ended.complete(Done.getInstance())),
                "granary-cursor-" + java.util.UUID.randomUUID(),
                Props.empty());
    }

    /**
     * {@return a cursor that begins to read}
     *
     * @param system where its actor lives
     * @param chunks what it reads
     */
    public static Cursor on(ActorSystem<?> system, Publisher<RowChunk> chunks) {
        return new Cursor(system, chunks);
    }

    private void endsWith(End how) {
        end = how;
    }

    /**
     * {@return completes with the next elements, fewer than wanted at the end}
     *
     * @param <T> the elements
     * @param most how many are wanted
     * @param last whether the result is closed behind them
     * @param reading what rows become; called by one thread at a time
     */
    public <T> CompletionStage<List<T>> fetch(long most, boolean last, Function<? super RowChunk, List<T>> reading) {
        CompletableFuture<List<T>> reply = new CompletableFuture<>();
        send(new Fetch<>(most, last, false, reading, reply));
        return reply;
    }

    /** {@return completes with the next rows as they came, a single chunk; without any at the end} */
    CompletionStage<List<RowChunk>> piece() {
        CompletableFuture<List<RowChunk>> reply = new CompletableFuture<>();
        send(new Fetch<>(1, false, true, List::of, reply));
        return reply;
    }

    private void send(Fetch<?> fetch) {
        actor.tell(fetch);
        End over = end;
        if (over != null) {
            // It may have come too late to be read; an answer that was given already is not changed by this one.
            fetch.answer(over.failure().orElse(null));
        }
    }

    /** {@return completes when nothing is read any more} */
    public CompletionStage<Done> close() {
        actor.tell(CursorCommand.Close.INSTANCE);
        return ended;
    }
}
