package io.granary.stream.internal;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** What a stage takes its chunks from: begun by whoever gives them, ended by the stage, perhaps before it was begun. Thread-safe. */
final class Upstream {

    private @Nullable Subscription subscription;
    private boolean over;

    void begin(Subscription given) {
        boolean late;
        synchronized (this) {
            late = over;
            subscription = late ? null : given;
        }
        if (late) {
            given.cancel();
        } else {
            given.request(ChunkStage.WINDOW);
        }
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

    /** It has ended by itself. */
    synchronized void ended() {
        over = true;
        subscription = null;
    }

    /** No more is wanted of it. */
    void cancel() {
        Subscription open;
        synchronized (this) {
            over = true;
            open = subscription;
            subscription = null;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
