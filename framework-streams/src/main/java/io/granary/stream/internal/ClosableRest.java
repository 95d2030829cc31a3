package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.internal.NothingToRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A whole execution on its way to a source, whose result may be closed meanwhile. Thread-safe. */
final class ClosableRest implements Subscriber<RowChunk> {

    private final Subscriber<? super RowChunk> subscriber;
    private @Nullable Subscription subscription;
    private boolean over;

    ClosableRest(Subscriber<? super RowChunk> subscriber) {
        this.subscriber = subscriber;
    }

    /** Stops the statement; whoever reads is told that the result is closed. */
    CompletionStage<Done> close() {
        Subscription open;
        synchronized (this) {
            open = over ? null : subscription;
            over = true;
        }
        if (open != null) {
            open.cancel();
            subscriber.onError(Cursor.closed());
        }
        return CompletableFuture.completedStage(Done.getInstance());
    }

    @Override
    public void onSubscribe(Subscription given) {
        boolean wanted;
        synchronized (this) {
            wanted = !over;
            subscription = given;
        }
        if (wanted) {
            subscriber.onSubscribe(given);
        } else {
            given.cancel();
            NothingToRequest.but(Cursor.closed(), subscriber);
        }
    }

    @Override
    public synchronized void onNext(RowChunk chunk) {
        if (!over) {
            subscriber.onNext(chunk);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (end()) {
            subscriber.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (end()) {
            subscriber.onComplete();
        }
    }

    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
