package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A chunk of the numbers 1 to 3 and the end, as soon as something is asked for. */
record NumbersAtOnce() implements Publisher<RowChunk> {

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        subscriber.onSubscribe(new Subscription() {
            private boolean over;

            @Override
            public void request(long chunks) {
                if (!over) {
                    over = true;
                    subscriber.onNext(ScriptedChunks.numbers(1, 3));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                over = true;
            }
        });
    }
}
