package io.granary.engine.internal.connection;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Ticker;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.error.GranaryException;
import io.granary.error.StreamTooSlowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Between the data of a copy and the driver that sends it: buffers go on as the driver asks for them, on the thread that brings them; the end of the statement goes
 * by the connection actor. Whatever the data does, this can end it for the driver. Thread-safe.
 */
public final class CopyRelay implements Flow.Publisher<ByteBuffer>, Transfer {

    private final Publisher<ByteBuffer> data;
    private final Promise<Long> asker;
    private final TransferClock clock;
    private final Object lock = new Object();
    /** Never more than the driver asked for. */
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();

    private Flow.@Nullable Subscriber<? super ByteBuffer> driver;
    private @Nullable Subscription source;
    private @Nullable Runnable whenAbandoned;
    private @Nullable Throwable dataFailure;
    private @Nullable GranaryException closed;
    private long demand;
    private long bytes;
    private long moves;
    private boolean aborted;
    private boolean sourceOver;
    private boolean driverOver;
    private boolean giving;
    private boolean answered;

    /**
     * Relays nothing yet.
     *
     * @param data subscribed to when the statement runs
     * @param asker gets the number of rows, or what the data failed with
     * @param maxHold how long the copy may hold its connection
     * @param ticker tells how much time has passed
     */
    public CopyRelay(Publisher<ByteBuffer> data, Promise<Long> asker, Optional<Duration> maxHold, Ticker ticker) {
        this.data = data;
        this.asker = asker;
        this.clock = new TransferClock(ticker, maxHold);
    }

    // ---- the connection actor's side

    /** The statement is sent. */
    void begin() {
        synchronized (lock) {
            clock.await();
            clock.hold();
        }
    }

    void refuseIfClosed() {
        GranaryException why;
        synchronized (lock) {
            why = closed;
        }
        if (why != null) {
            throw why;
        }
    }

    /** What the data failed with, if it did. */
    Optional<Throwable> dataFailure() {
        synchronized (lock) {
            return Optional.ofNullable(dataFailure);
        }
    }

    @Override
    public boolean isOpen() {
        synchronized (lock) {
            return closed == null && !answered;
        }
    }

    /** The data is ended for the driver, which has the server end the statement; who asked is told when that has happened. */
    @Override
    public void close(GranaryException why) {
        Runnable stop;
        synchronized (lock) {
            if (closed != null || answered) {
                return;
            }
            closed = why;
            stop = whenAbandoned;
        }
        endSource();
        give();
        if (stop != null) {
            stop.run();
        }
    }

    /** The data is ended for the driver because the statement is being stopped; what is told of that comes with its end. */
    void abort() {
        synchronized (lock) {
            if (answered) {
                return;
            }
            aborted = true;
        }
        endSource();
        give();
    }

    /** While the driver waits for data, the database is not what is waited for. */
    @Override
    public Optional<Duration> timeLeft(Optional<Duration> limit) {
        long now = clock.now();
        synchronized (lock) {
            return clock.timeLeft(limit, !awaitsData(), now);
        }
    }

    private boolean awaitsData() {
        return demand > 0 && !sourceOver;
    }

    @Override
    public boolean waitsOutside() {
        synchronized (lock) {
            return awaitsData();
        }
    }

    @Override
    public long moves() {
        synchronized (lock) {
            return moves;
        }
    }

    @Override
    public Optional<StreamTooSlowException> overheld() {
        synchronized (lock) {
            return clock.overheld().map(all -> StreamTooSlowException.ofCopy(all, bytes));
        }
    }

    /** {@return what the connection actor answers when the statement has ended} */
    public Answer<Long> answer() {
        return new Answer<>() {
            @Override
            public void offer(Long rows, Runnable refused) {
                GranaryException why = end();
                if (why != null) {
                    asker.fail(why);
                } else {
                    asker.offer(rows, refused);
                }
            }

            @Override
            public void fail(GranaryException failure) {
                GranaryException why = end();
                Throwable first = dataFailure().orElse(why == null ? failure : why);
                asker.failWith(first);
            }

            @Override
            public boolean abandoned() {
                return asker.abandoned();
            }

            @Override
            public void whenAbandoned(Runnable action) {
                boolean now;
                synchronized (lock) {
                    whenAbandoned = action;
                    now = closed != null;
                }
                if (now) {
                    action.run();
                }
                asker.whenAbandoned(action);
            }
        };
    }

    /** The statement is over, and nothing is asked of the data any more; why it was closed, if it was. */
    private @Nullable GranaryException end() {
        GranaryException why;
        synchronized (lock) {
            answered = true;
            why = closed;
        }
        endSource();
        return why;
    }

    private void endSource() {
        Subscription open;
        synchronized (lock) {
            sourceOver = true;
            clock.await();
            open = source;
            source = null;
        }
        if (open != null) {
            open.cancel();
        }
    }

    // ---- the driver's side

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        synchronized (lock) {
            driver = subscriber;
        }
        subscriber.onSubscribe(new Demand());
        boolean over;
        synchronized (lock) {
            over = sourceOver;
        }
        if (over) {
            give();
            return;
        }
        try {
            data.subscribe(new Arrivals());
        } catch (RuntimeException thrown) {
            failed(thrown);
        }
    }

    private final class Demand implements Flow.Subscription {

        @Override
        public void request(long wanted) {
            Subscription asked;
            synchronized (lock) {
                long sum = demand + wanted;
                demand = sum < 0 ? Long.MAX_VALUE : sum;
                moves++;
                asked = source;
            }
            if (asked != null) {
                asked.request(wanted);
            }
        }

        @Override
        public void cancel() {
            synchronized (lock) {
                driverOver = true;
                ready.clear();
            }
            endSource();
        }
    }

    // ---- the data's side

    private final class Arrivals implements Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Subscription given) {
            requireNonNull(given, "subscription");
            long asked;
            boolean over;
            synchronized (lock) {
                over = sourceOver || source != null;
                asked = demand;
                if (!over) {
                    source = given;
                }
            }
            if (over) {
                given.cancel();
            } else if (asked > 0) {
                given.request(asked);
            }
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            requireNonNull(buffer, "buffer");
            boolean unasked;
            synchronized (lock) {
                if (sourceOver) {
                    return;
                }
                unasked = demand == 0;
                if (!unasked) {
                    demand -= demand == Long.MAX_VALUE ? 0 : 1;
                    clock.await();
                    moves++;
                    ready.add(buffer);
                }
            }
            if (unasked) {
                failed(new IllegalStateException("more data came than was asked for (Reactive Streams, 1.1)"));
            } else {
                give();
            }
        }

        @Override
        public void onError(Throwable failure) {
            requireNonNull(failure, "failure");
            synchronized (lock) {
                if (sourceOver) {
                    return;
                }
                // It is over by itself, and must not be cancelled any more (Reactive Streams, 2.3).
                source = null;
            }
            failed(failure);
        }

        @Override
        public void onComplete() {
            synchronized (lock) {
                sourceOver = true;
                source = null;
                clock.await();
            }
            give();
        }
    }

    private void failed(Throwable failure) {
        synchronized (lock) {
            if (sourceOver) {
                return;
            }
            dataFailure = failure;
        }
        endSource();
        give();
    }

    /** Gives the driver what is there, one signal after another, whoever comes meanwhile: he leaves it to the one who is here. */
    private void give() {
        synchronized (lock) {
            if (giving || driver == null) {
                return;
            }
            giving = true;
        }
        while (true) {
            Flow.Subscriber<? super ByteBuffer> to;
            ByteBuffer next;
            Throwable failure;
            boolean last;
            synchronized (lock) {
                to = driver;
                failure = failure();
                next = failure == null ? ready.poll() : null;
                bytes += next == null ? 0 : next.remaining();
                last = next == null && sourceOver && !driverOver;
                if (to == null || (next == null && !last)) {
                    giving = false;
                    return;
                }
                driverOver |= last;
            }
            if (next != null) {
                to.onNext(next);
            } else if (failure != null) {
                to.onError(failure);
            } else {
                to.onComplete();
            }
        }
    }

    /** What the driver is told; its words come to the server's log, and the data's own are not for that. */
    private @Nullable Throwable failure() {
        if (dataFailure != null) {
            return new IllegalStateException("the data failed");
        }
        return closed == null && !aborted ? null : new IllegalStateException("the copy was ended before its data");
    }
}
