package io.granary.stream.internal;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a subscriber gets whom nothing can be given. */
enum Refused implements Subscription {
    INSTANCE;

    static void with(Throwable failure, Subscriber<?> subscriber) {
        subscriber.onSubscribe(INSTANCE);
        subscriber.onError(failure);
    }

    @Override
    public void request(long chunks) {
        // Nothing comes.
    }

    @Override
    public void cancel() {
        // Nothing runs.
    }
}
