package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a cursor has left, chunk by chunk, for a stage that asks for a few at a time. Thread-safe. */
final class CursorRest implements Subscription {

    private final Cursor cursor;
    private final Subscriber<? super RowChunk> subscriber;
    private boolean over;

    CursorRest(Cursor cursor, Subscriber<? super RowChunk> subscriber) {
        this.cursor = cursor;
        this.subscriber = subscriber;
    }

    void begin() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long chunks) {
        for (long i = 0; i < chunks; i++) {
            // The cursor answers in the order of asking.
            CompletionStage<List<RowChunk>> unused = cursor.piece().whenComplete(this::got);
        }
    }

    private synchronized void got(List<RowChunk> chunks, Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) {
            over = true;
            subscriber.onError(failure);
        } else if (chunks.isEmpty()) {
            over = true;
            subscriber.onComplete();
        } else {
            subscriber.onNext(chunks.get(0));
        }
    }

    @Override
    public void cancel() {
        synchronized (this) {
            over = true;
        }
        CompletionStage<Done> unused = cursor.close();
    }
}
