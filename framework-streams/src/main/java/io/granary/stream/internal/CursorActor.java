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
 * Invariants: each wish is answered once, in order; at most {@link ChunkStage#WINDOW} chunks are here or on their way, and of those that go to a source
 * piece by piece none that its stage has not asked for, so that its window is the only one then; an end is published
 * when every wish that was read is answered, for from then on those that were not are answered by {@link Cursor}; and it is published when
 * the stream can be cancelled and was, for then the connection takes other statements.
 */
final class CursorActor {

    private final ActorRef<CursorCommand> self;
    private final CursorStatus status;
    private final Deque<RowChunk> waiting = new ArrayDeque<>();
    private final Deque<Fetch<?>> wishes = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    private CursorStatus.@Nullable End end;
    private int next;
    private long pieces;
    private long coming = ChunkStage.WINDOW;
    private boolean subscribed;
    private boolean complete;

    private CursorActor(ActorContext<CursorCommand> context, CursorStatus status) {
        this.self = context.getSelf();
        this.status = status;
    }

    /**
     * {@return a cursor that subscribes at once}
     *
     * @param chunks what to read
     * @param status what it writes for others to see
     */
    static Behavior<CursorCommand> create(Publisher<RowChunk> chunks, CursorStatus status) {
        return Behaviors.setup(context -> {
            chunks.subscribe(new Messages(context.getSelf()));
            return new CursorActor(context, status).reading();
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
        this.subscribed = true;
        subscription = subscribed.subscription();
        subscribed.subscription().request(coming);
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onLateSubscribed(Subscribed late) {
        late.subscription().cancel();
        publish();
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onFetch(Fetch<?> wish) {
        wishes.add(wish);
        pieces += wish.isWhole() ? 1 : 0;
        Behavior<CursorCommand> then = serve();
        // Pieces may have taken all that was on its way, and no chunk that goes asks for the next one then.
        boolean starves = !wish.isWhole() && wish.missing() > 0;
        askFor((starves ? Math.max(ChunkStage.WINDOW, pieces) : pieces) - coming);
        return then;
    }

    private Behavior<CursorCommand> onArrived(Arrived arrived) {
        status.arrived(arrived.chunk());
        waiting.add(arrived.chunk());
        return serve();
    }

    private Behavior<CursorCommand> onCompleted(Completed completed) {
        subscribed = true;
        complete = true;
        subscription = null;
        return serve();
    }

    private Behavior<CursorCommand> onFailed(Failed failed) {
        subscribed = true;
        subscription = null;
        return endWith(new CursorStatus.End(Optional.of(failed.failure())));
    }

    private Behavior<CursorCommand> onClose(Close close) {
        return endWith(CursorStatus.End.closed());
    }

    private Behavior<CursorCommand> onLateFetch(Fetch<?> late) {
        late.answer(failure());
        return Behaviors.same();
    }

    private Behavior<CursorCommand> onPostStop(PostStop signal) {
        // With the actor system gone all at once, what waits is answered here.
        if (end == null) {
            endWith(CursorStatus.End.closed());
        }
        publish();
        return Behaviors.same();
    }

    private Behavior<CursorCommand> serve() {
        Fetch<?> wish;
        while ((wish = wishes.peek()) != null) {
            Optional<RuntimeException> unreadable = gather(wish);
            boolean exhausted = complete && waiting.isEmpty();
            if (unreadable.isEmpty() && wish.missing() > 0 && !exhausted) {
                return Behaviors.same();
            }
            wishes.remove();
            pieces -= wish.isWhole() ? 1 : 0;
            Runnable answer = answering(wish, unreadable);
            if (wish.isLast() || exhausted) {
                return endWith(wish.isLast() ? CursorStatus.End.closed() : CursorStatus.End.EXHAUSTED, answer);
            }
            answer.run();
        }
        return complete && waiting.isEmpty() ? endWith(CursorStatus.End.EXHAUSTED) : Behaviors.same();
    }

    private static Runnable answering(Fetch<?> wish, Optional<RuntimeException> unreadable) {
        return unreadable.<Runnable>map(why -> () -> wish.answer(why)).orElse(wish::answer);
    }

    /** Takes for a wish what is there; why a value of it is none of the type asked for. Its rows are gone then, those behind them are not. */
    private Optional<RuntimeException> gather(Fetch<?> wish) {
        RowChunk first;
        while (wish.missing() > 0 && (first = waiting.peek()) != null) {
            int count = (int) Math.min(wish.rowsWanted(), first.size() - next);
            RowChunk rows = first.slice(next, next + count);
            next += count;
            if (next == first.size()) {
                next = 0;
                waiting.remove();
                coming--;
                if (!wish.isWhole()) {
                    askFor(Math.max(ChunkStage.WINDOW, pieces) - coming);
                }
            }
            try {
                wish.take(rows);
            } catch (RuntimeException unreadable) {
                return Optional.of(unreadable);
            }
        }
        return Optional.empty();
    }

    /** A stage that asks for pieces keeps them, and asks for as many as it has room for. */
    private void askFor(long chunks) {
        if (chunks > 0) {
            coming += chunks;
            if (subscription != null) {
                subscription.request(chunks);
            }
        }
    }

    private Behavior<CursorCommand> endWith(CursorStatus.End how) {
        return endWith(how, () -> {});
    }

    private Behavior<CursorCommand> endWith(CursorStatus.End how, Runnable lastAnswer) {
        end = how;
        waiting.clear();
        Subscription open = subscription;
        subscription = null;
        // Before anybody is told: who hears of the last row may use the connection at once.
        if (open != null) {
            open.cancel();
        }
        lastAnswer.run();
        Fetch<?> wish;
        while ((wish = wishes.poll()) != null) {
            wish.answer(failure());
        }
        if (subscribed) {
            publish();
        }
        return ending();
    }

    private @Nullable Throwable failure() {
        CursorStatus.End how = end;
        return how == null ? null : how.failure().orElse(null);
    }

    private void publish() {
        CursorStatus.End how = end;
        if (how != null && status.end() == null) {
            status.ended(how);
            self.tell(LastCall.INSTANCE);
        }
    }
}
