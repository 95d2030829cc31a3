package io.granary.engine.internal;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a subscriber gets whom nothing can be given. */
public enum NothingToRequest implements Subscription {
    /** The only one. */
    INSTANCE;

    /**
     * Fails a stream at once.
     *
     * @param failure why
     * @param subscriber who is told
     */
    public static void but(Throwable failure, Subscriber<?> subscriber) {
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
