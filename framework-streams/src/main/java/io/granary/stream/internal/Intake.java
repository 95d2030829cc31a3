package io.granary.stream.internal;

import static java.util.Objects.requireNonNull;

import io.granary.engine.RowChunk;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Where a stage takes its chunks from. What comes waits here until the stage takes it, in the order of its coming: of callbacks into a stage, those from its
 * own thread overtake those from others. The subscription is kept here and not in the stage, for one that comes when the stage has ended already has
 * to be cancelled all the same. Thread-safe.
 */
final class Intake implements Subscriber<RowChunk> {

    /** What a stream says after it has begun. */
    sealed interface Signal {

        record Arrived(RowChunk chunk) implements Signal {}

        record Failed(Throwable failure) implements Signal {}

        enum Completed implements Signal {
            INSTANCE
        }
    }

    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private @Nullable Subscription subscription;
    private boolean over;

    /**
     * Takes nothing yet.
     *
     * @param wake has the stage look for signals
     */
    Intake(Runnable wake) {
        this.wake = wake;
    }

    // ---- the stage's side

    @Nullable Signal next() {
        return signals.poll();
    }

    void request(long chunks) {
        Subscription from;
        synchronized (this) {
            from = subscription;
        }
        if (from != null) {
            from.request(chunks);
        }
    }

    /** Nothing more is wanted. */
    void stop() {
        Subscription open = end();
        if (open != null) {
            open.cancel();
        }
    }

    private synchronized @Nullable Subscription end() {
        Subscription open = subscription;
        over = true;
        subscription = null;
        return open;
    }

    // ---- the stream's side

    @Override
    public void onSubscribe(Subscription given) {
        requireNonNull(given, "subscription");
        boolean wanted;
        synchronized (this) {
            wanted = !over && subscription == null;
            subscription = wanted ? given : subscription;
        }
        if (wanted) {
            given.request(ChunkStage.WINDOW);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(RowChunk chunk) {
        requireNonNull(chunk, "chunk");
        tell(new Signal.Arrived(chunk));
    }

    @Override
    public void onError(Throwable failure) {
        requireNonNull(failure, "failure");
        end();
        tell(new Signal.Failed(failure));
    }

    @Override
    public void onComplete() {
        end();
        tell(Signal.Completed.INSTANCE);
    }

    private void tell(Signal signal) {
        signals.add(signal);
        wake.run();
    }
}
