package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.stream.internal.CursorCommand.Arrived;
import io.granary.stream.internal.CursorCommand.Close;
import io.granary.stream.internal.CursorCommand.Completed;
import io.granary.stream.internal.CursorCommand.Failed;
import io.granary.stream.internal.CursorCommand.LastCall;
import io.granary.stream.internal.CursorCommand.Subscribed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The position in a result whose rows come as they are asked for: who fetches gets the next rows, in the order of asking.
 *
 * <pre>
 * phase     leaves when                                     to
 * reading   the last row was fetched, a failure, Close      ending
 * ending    what was sent before has been answered          stopped
 * </pre>
 *
 * Invariants: each wish is answered once, in order; at most {@link ChunkStage#WINDOW} chunks are here or on their way; after an end
 * wishes are answered by {@link Cursor}.
 */
final class CursorActor {

    private final ActorRef<CursorCommand> self;
    private final Consumer<Cursor.End> ends;
    private final Runnable over;
    private final Deque<RowChunk> waiting = new ArrayDeque<>();
    private final Deque<Fetch<?>> wishes = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    private Cursor.@Nullable End end;
    private int next;
    private boolean complete;

    private CursorActor(ActorContext<CursorCommand> context, Consumer<Cursor.End> ends, Runnable over) {
        this.self = context.getSelf();
        this.ends = ends;
        this.over = over;
    }

    /**
     * {@return a cursor that subscribes at once}
     *
     * @param chunks what to read
     * @param ends told how it ends, before the last wish that it reads is answered
     * @param over told when it reads no more
     */
    static Behavior<CursorCommand> create(Publisher<RowChunk> chunks, Consumer<Cursor.End> ends, Runnable over) {
        return Behaviors.setup(context -> {
            chunks.subscribe(new Messages(context.getSelf()));
            return new CursorActor(context, ends, over).reading();
        });
    }

    /** Makes messages of the stream's signals. */
    private record Messages(ActorRef<CursorCommand> cursor) implements Subscriber<RowChunk> {

        @Override
        public void onSubscribe(Subscription given) {
            cursor.tell(new Subscribed(given));
        }

        @Override
        public void onNext(RowChunk chunk) {
            cursor.tell(new Arrived(chunk));
        }

        @Override
        public void onError(Throwable failure) {
            cursor.tell(new Failed(failure));
        }

        @Override
        public void onComplete() {
            cursor.tell(Completed.INSTANCE);
        }
    }

    private Behavior<CursorCommand> reading() {
        return Behaviors.receive(CursorCommand.class)
                .onMessage(Fetch.class, this::onFetch)
                .onMessage(Arrived.class, this::onArrived)
                .onMessage(Subscribed.class, this::onSubscribed)
                .onMessage(Completed.class, this::onCompleted)
                .onMessage(Failed.class, this::onFailed)
                .onMessage(Close.class, this::onClose)
                .onMessage(LastCall.class, call -> Behaviors.same())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<CursorCommand> ending() {
        return Behaviors.receive(CursorCommand.class)
                .onMessage(Fetch.class, this::onLateFetch)
                .onMessage(Subscribed.class, this::onLateSubscribed)
                .onMessage(LastCall.class, call -> Behaviors.stopped())
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<CursorCommand> onSubscribed(Subscribed subscribed) {
        subscription = subscribed.subscription();
        subscribed.subscription().request(ChunkStage.WINDOW);
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onLateSubscribed(Subscribed subscribed) {
        subscribed.subscription().cancel();
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onFetch(Fetch<?> wish) {
        wishes.add(wish);
        return serve();
    }

    private Behavior<CursorCommand> onArrived(Arrived arrived) {
        waiting.add(arrived.chunk());
        return serve();
    }

    private Behavior<CursorCommand> onCompleted(Completed completed) {
        complete = true;
        subscription = null;
        return serve();
    }

    private Behavior<CursorCommand> onFailed(Failed failed) {
        subscription = null;
        return endWith(new Cursor.End(Optional.of(failed.failure())));
    }

    private Behavior<CursorCommand> onClose(Close close) {
        return endWith(Cursor.End.closed());
    }

    private Behavior<CursorCommand> onLateFetch(Fetch<?> late) {
        Cursor.End how = end;
        late.answer(how == null ? null : how.failure().orElse(null));
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onPostStop(PostStop signal) {
        // With the actor system gone all at once, what waits is answered here.
        if (end == null) {
            endWith(Cursor.End.closed());
        }
        return Behaviors.same();
    }

    private Behavior<CursorCommand> serve() {
        Fetch<?> wish;
        while ((wish = wishes.peek()) != null) {
            try {
                gather(wish);
            } catch (RuntimeException unreadable) {
                // A value that is none of the type asked for: who asked is told, the rows are gone.
                wishes.remove();
                wish.answer(unreadable);
                continue;
            }
            boolean exhausted = complete && waiting.isEmpty();
            if (wish.missing() > 0 && !exhausted) {
                return Behaviors.same();
            }
            wishes.remove();
            if (wish.isLast() || exhausted) {
                // Told first: who hears of the last row may close the connection at once.
                Behavior<CursorCommand> ended =
                        endWith(wish.isLast() ? Cursor.End.closed() : Cursor.End.EXHAUSTED, wish);
                return ended;
            }
            wish.answer();
        }
        return complete && waiting.isEmpty() ? endWith(Cursor.End.EXHAUSTED) : Behaviors.same();
    }

    private void gather(Fetch<?> wish) {
        RowChunk first;
        while (wish.missing() > 0 && (first = waiting.peek()) != null) {
            int count = (int) Math.min(wish.rowsWanted(), first.size() - next);
            RowChunk rows = first.slice(next, next + count);
            next += count;
            if (next == first.size()) {
                next = 0;
                waiting.remove();
                if (subscription != null) {
                    subscription.request(1);
                }
            }
            wish.take(rows);
        }
    }

    private Behavior<CursorCommand> endWith(Cursor.End how, Fetch<?> last) {
        Behavior<CursorCommand> ended = endWith(how);
        last.answer();
        return ended;
    }

    private Behavior<CursorCommand> endWith(Cursor.End how) {
        end = how;
        ends.accept(how);
        waiting.clear();
        Subscription open = subscription;
        subscription = null;
        if (open != null) {
            open.cancel();
        }
        Fetch<?> wish;
        while ((wish = wishes.poll()) != null) {
            wish.answer(how.failure().orElse(null));
        }
        over.run();
        self.tell(LastCall.INSTANCE);
        return ending();
    }
}
