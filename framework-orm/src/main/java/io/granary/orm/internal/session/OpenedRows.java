package io.granary.orm.internal.session;

import io.granary.engine.RowChunk;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Rows that the connection was asked for before there is anybody to read them, who may come once: so that what the session does next finds the connection in
 * use, and not in the middle of what it does. None is asked for before. Thread-safe.
 */
public final class OpenedRows implements Publisher<RowChunk> {

    private final Reading reading = new Reading();

    private OpenedRows() {}

    /** Asks for them now. */
    static OpenedRows of(Publisher<RowChunk> rows) {
        OpenedRows opened = new OpenedRows();
        rows.subscribe(opened.reading);
        return opened;
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        reading.handTo(subscriber);
    }

    /** Nobody will read them, or the rest of them. */
    void cancel() {
        reading.cancel();
    }

    /** Between the connection and the one who reads, who is told one thing after the other, what came before first. */
    private static final class Reading implements Subscriber<RowChunk>, Subscription {

        private @Nullable Subscription rows;
        private @Nullable Subscriber<? super RowChunk> reader;

        /** How many were asked for before the reader was told that it may. */
        private long early;

        /** Whether the reader has been told that it may ask. */
        private boolean handed;

        private boolean cancelled;
        private @Nullable Consumer<Subscriber<?>> end;

        void handTo(Subscriber<? super RowChunk> subscriber) {
            synchronized (this) {
                if (reader != null) {
                    throw new IllegalStateException("These rows have a reader already.");
                }
                reader = subscriber;
            }
            subscriber.onSubscribe(this);
            long wanted;
            Consumer<Subscriber<?>> over;
            Subscription from;
            synchronized (this) {
                handed = true;
                wanted = early;
                over = end;
                from = rows;
            }
            if (over != null) {
                over.accept(subscriber);
            } else if (wanted != 0 && from != null) {
                from.request(wanted);
            }
        }

        // ---- the reader's side

        @Override
        public void request(long wanted) {
            Subscription from;
            synchronized (this) {
                if (!handed) {
                    // What is no number to ask for is for the rows to refuse.
                    early = wanted < 1 || early < 0 ? -1 : sum(early, wanted);
                    return;
                }
                from = rows;
            }
            if (from != null) {
                from.request(wanted);
            }
        }

        private static long sum(long one, long other) {
            long sum = one + other;
            return sum < 0 ? Long.MAX_VALUE : sum;
        }

        @Override
        public void cancel() {
            Subscription from;
            synchronized (this) {
                cancelled = true;
                from = rows;
            }
            if (from != null) {
                from.cancel();
            }
        }

        // ---- the connection's side

        @Override
        public void onSubscribe(Subscription subscription) {
            boolean unwanted;
            synchronized (this) {
                rows = subscription;
                unwanted = cancelled;
            }
            if (unwanted) {
                subscription.cancel();
            }
        }

        @Override
        public void onNext(RowChunk chunk) {
            Subscriber<? super RowChunk> to;
            synchronized (this) {
                to = reader;
            }
            if (to != null) {
                to.onNext(chunk);
            }
        }

        @Override
        public void onError(Throwable failure) {
            ends(to -> to.onError(failure));
        }

        @Override
        public void onComplete() {
            ends(Subscriber::onComplete);
        }

        private void ends(Consumer<Subscriber<?>> telling) {
            Subscriber<?> to;
            synchronized (this) {
                end = telling;
                to = handed ? reader : null;
            }
            if (to != null) {
                telling.accept(to);
            }
        }
    }
}
