package io.granary.engine.internal;

import org.reactivestreams.Subscription;

/** What a subscriber gets whose stream fails at once. */
enum NothingToRequest implements Subscription {
    INSTANCE;

    @Override
    public void request(long chunks) {
        // Nothing comes.
    }

    @Override
    public void cancel() {
        // Nothing runs.
    }
}
