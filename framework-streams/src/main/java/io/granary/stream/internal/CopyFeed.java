package io.granary.stream.internal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Buffers that wait for who sends them, one subscriber, before and after it has come. Thread-safe; signals come one after another, on the thread that gives or asks.
 */
final class CopyFeed implements Publisher<ByteBuffer> {

    private final Runnable wanted;
    private final Object lock = new Object();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private @Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable Throwable failure;
    private long demand;
    private boolean begun;
    private boolean ended;
    private boolean over;
    private boolean giving;

    /**
     * An empty one.
     *
     * @param wanted told when more is asked for; on any thread
     */
    CopyFeed(Runnable wanted) {
        this.wanted = wanted;
    }

    /** Whether a buffer that is given now is not left to wait behind another. */
    boolean takes() {
        synchronized (lock) {
            return waiting.isEmpty();
        }
    }

    /** Whether somebody has begun to send. */
    boolean isBegun() {
        synchronized (lock) {
            return begun;
        }
    }

    /** Whether neither a good nor a bad end was told. */
    boolean isOpen() {
        synchronized (lock) {
            return !ended;
        }
    }

    void add(ByteBuffer buffer) {
        synchronized (lock) {
            waiting.add(buffer);
        }
        give();
    }

    /** Nothing follows what was given. */
    void complete() {
        synchronized (lock) {
            ended = true;
        }
        give();
    }

    /** What was given and not sent is not to be sent any more. */
    void fail(Throwable why) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            failure = why;
            ended = true;
            waiting.clear();
        }
        give();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> given) {
        synchronized (lock) {
            begun = true;
        }
        given.onSubscribe(new Subscription() {
            @Override
            public void request(long more) {
                synchronized (lock) {
                    long sum = demand + more;
                    demand = sum < 0 ? Long.MAX_VALUE : sum;
                }
                give();
                wanted.run();
            }

            @Override
            public void cancel() {
                synchronized (lock) {
                    over = true;
                    waiting.clear();
                }
            }
        });
        synchronized (lock) {
            subscriber = given;
        }
        give();
    }

    private void give() {
        synchronized (lock) {
            if (giving || subscriber == null) {
                return;
            }
            giving = true;
        }
        Subscriber<? super ByteBuffer> to;
        while ((to = next()) != null) {
            ByteBuffer buffer;
            Throwable why;
            synchronized (lock) {
                buffer = waiting.poll();
                why = failure;
                demand -= buffer == null || demand == Long.MAX_VALUE ? 0 : 1;
                over |= buffer == null;
            }
            if (buffer != null) {
                to.onNext(buffer);
            } else if (why != null) {
                to.onError(why);
            } else {
                to.onComplete();
            }
        }
    }

    /** Who gets the next signal; null if there is none to give, and then nobody gives. */
    private @Nullable Subscriber<? super ByteBuffer> next() {
        synchronized (lock) {
            boolean something = waiting.isEmpty() ? ended : demand > 0;
            giving = something && !over;
            return giving ? subscriber : null;
        }
    }
}
