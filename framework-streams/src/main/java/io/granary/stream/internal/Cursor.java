package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.error.ResourceClosedException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.reactivestreams.Publisher;

/** The way to a {@link CursorActor} that outlives it. Thread-safe. */
final class Cursor {

    private final ActorRef<CursorCommand> actor;
    private final CursorStatus status;

    private Cursor(ActorRef<CursorCommand> actor, CursorStatus status) {
        this.actor = actor;
        this.status = status;
    }

    /**
     * {@return a cursor that begins to read}
     *
     * @param system where its actor lives
     * @param chunks what it reads
     * @param declared the columns of a result that turns out to have no row
     */
    static Cursor on(ActorSystem<?> system, Publisher<RowChunk> chunks, Supplier<RowKeys> declared) {
        CursorStatus status = new CursorStatus(declared);
        return new Cursor(
                system.systemActorOf(
                        CursorActor.create(chunks, status), "granary-cursor-" + UUID.randomUUID(), Props.empty()),
                status);
    }

    static ResourceClosedException closed() {
        return ResourceClosedException.of(
                "This result object is closed.", "execute the statement again to read its rows again");
    }

    /**
     * {@return completes with the next elements, fewer than wanted at the end}
     *
     * @param <T> the elements
     * @param most how many are wanted
     * @param last whether the result is closed behind them
     * @param reading what rows become; called by one thread at a time
     */
    <T> CompletionStage<List<T>> fetch(long most, boolean last, Function<? super RowChunk, List<T>> reading) {
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
        CursorStatus.End over = status.end();
        if (over != null) {
            // It may have come too late to be read; an answer that was given already is not changed by this one.
            fetch.answer(over.failure().orElse(null));
        }
    }

    /** {@return completes with the columns, when the first rows have come; as far as they are known where there are none} */
    CompletionStage<RowKeys> keys() {
        return status.keys();
    }

    /** {@return completes when nothing is read any more} */
    CompletionStage<Done> close() {
        actor.tell(CursorCommand.Close.INSTANCE);
        return status.over();
    }
}
