package io.granary.engine.internal.connection;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a subscriber, which must not throw (Reactive Streams, 2.13). One that does is logged, and nobody else suffers: whoever calls, a
 * connection's actor among them, has more to do.
 *
 * @param <T> what it is given
 */
final class ToSubscriber<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ToSubscriber.class);

    private final Subscriber<? super T> subscriber;
    private final String what;

    /** @param what it is given, for the log */
    ToSubscriber(Subscriber<? super T> subscriber, String what) {
        this.subscriber = subscriber;
        this.what = what;
    }

    /** Gives it the next one; if it throws, it is to hear no more. */
    void next(T next, Runnable nothingMore) {
        try {
            subscriber.onNext(next);
        } catch (Throwable thrown) {
            LOG.warn("a subscriber of {} threw, and hears no more", what, thrown);
            nothingMore.run();
            if (thrown instanceof VirtualMachineError fatal) {
                throw fatal;
            }
        }
    }

    /** Tells it the end, and why if that came too early. */
    void end(@Nullable Throwable why) {
        try {
            if (why == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(why);
            }
        } catch (Throwable thrown) {
            LOG.warn("a subscriber of {} threw at its end", what, thrown);
        }
    }
}
