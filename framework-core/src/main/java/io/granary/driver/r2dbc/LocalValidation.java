package io.granary.driver.r2dbc;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * A look at the driver's own state of a connection (R2DBC 1.0, {@code ValidationDepth.LOCAL}). Each driver here answers it while it is
 * subscribed to; from one that does not, nothing is learned.
 */
final class LocalValidation implements CoreSubscriber<Boolean> {

    private volatile boolean valid = true;

    /** Whether nothing speaks against the connection. */
    boolean valid() {
        return valid;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Boolean answer) {
        valid = answer;
    }

    @Override
    public void onError(Throwable failure) {
        valid = false;
    }

    @Override
    public void onComplete() {
        // Said already.
    }
}
