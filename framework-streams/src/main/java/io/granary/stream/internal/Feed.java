package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.internal.NothingToRequest;
import io.granary.error.InvalidRequestException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.reactivestreams.Publisher;

/**
 * One execution, read by fetching or by a source, whichever comes first; a source goes on where fetching has come to. All views of a result
 * share it. Thread-safe.
 */
public final class Feed {

    private sealed interface State {

        /** Nothing was executed. */
        enum Fresh implements State {
            INSTANCE
        }

        /** Rows are fetched. */
        record Fetched(Cursor cursor) implements State {}

        /** A source has the rest, or had. */
        record Sourced(Supplier<CompletionStage<Done>> closing) implements State {}

        /** Closed before anything was executed. */
        enum Closed implements State {
            INSTANCE
        }
    }

    private final ActorSystem<?> system;
    private final Publisher<RowChunk> chunks;
    private final Supplier<RowKeys> declared;
    private State state = State.Fresh.INSTANCE;

    /**
     * Nothing is executed yet.
     *
     * @param system where a cursor may live
     * @param chunks has the statement executed when it is subscribed to
     * @param declared the columns of a result that turns out to have no row
     */
    public Feed(ActorSystem<?> system, Publisher<RowChunk> chunks, Supplier<RowKeys> declared) {
        this.system = system;
        this.chunks = chunks;
        this.declared = declared;
    }

    /**
     * {@return completes with the next elements}
     *
     * @param <T> the elements
     * @param most how many are wanted
     * @param last whether the result is closed behind them
     * @param reading what rows become
     */
    public <T> CompletionStage<List<T>> fetch(long most, boolean last, Function<? super RowChunk, List<T>> reading) {
        State now = fetched();
        return now instanceof State.Fetched fetched
                ? fetched.cursor().fetch(most, last, reading)
                : CompletableFuture.failedStage(refusal(now));
    }

    /** {@return completes with the columns, as far as they are known; takes no row} */
    public CompletionStage<RowKeys> keys() {
        State now = fetched();
        return now instanceof State.Fetched fetched
                ? fetched.cursor().keys()
                : CompletableFuture.failedStage(refusal(now));
    }

    private synchronized State fetched() {
        if (state == State.Fresh.INSTANCE) {
            state = new State.Fetched(Cursor.on(system, chunks, declared));
        }
        return state;
    }

    private static RuntimeException refusal(State found) {
        return found == State.Closed.INSTANCE ? Cursor.closed() : taken();
    }

    /** {@return what is left, for one subscriber; a second one, and whoever fetches after it, is refused} */
    public Publisher<RowChunk> rest() {
        return subscriber -> {
            ClosableRest whole = new ClosableRest(subscriber);
            State before = claim(whole);
            if (before == State.Fresh.INSTANCE) {
                chunks.subscribe(whole);
            } else if (before instanceof State.Fetched fetched) {
                new CursorRest(fetched.cursor(), subscriber).begin();
            } else {
                NothingToRequest.but(refusal(before), subscriber);
            }
        };
    }

    private synchronized State claim(ClosableRest whole) {
        State before = state;
        if (before == State.Fresh.INSTANCE) {
            state = new State.Sourced(whole::close);
        } else if (before instanceof State.Fetched fetched) {
            state = new State.Sourced(fetched.cursor()::close);
        }
        return before;
    }

    /** {@return completes when nothing is read any more; a source that runs fails} */
    public CompletionStage<Done> close() {
        State before;
        synchronized (this) {
            before = state;
            state = before == State.Fresh.INSTANCE ? State.Closed.INSTANCE : before;
        }
        if (before instanceof State.Fetched fetched) {
            return drained(fetched.cursor().close());
        }
        return before instanceof State.Sourced sourced
                ? drained(sourced.closing().get())
                : CompletableFuture.completedStage(Done.getInstance());
    }

    private CompletionStage<Done> drained(CompletionStage<Done> closed) {
        return chunks instanceof Draining rows ? closed.thenCompose(done -> rows.drained()) : closed;
    }

    private static InvalidRequestException taken() {
        return InvalidRequestException.of(
                "The rows of this result go to a source that was run already; an execution is read once.",
                "run the source once and fetch before it, or use SqlSource.of(engine, statement), which executes anew each time it is run");
    }
}
