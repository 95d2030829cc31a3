package io.granary.engine.internal.connection;

import io.granary.driver.DriverNotification;
import io.granary.engine.Notice;
import io.granary.engine.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Between a session that listens and the subscriber of what it hears: a few notices wait here when the subscriber is slow; of more, the oldest are dropped, and a gap
 * in their place tells it. Thread-safe; never blocks the driver's thread.
 */
public final class NoticeRelay implements Subscription {

    /**
     * A place from which on notifications are missing.
     *
     * @param since when the first of them may have been told
     * @param cause how the link was lost, if it was
     */
    private record Missing(long since, Optional<Throwable> cause) {

        Missing and(Missing later) {
            return new Missing(Math.min(since, later.since), cause.or(later::cause));
        }

        Notice gap(long now) {
            return new Notice.Gap(Duration.ofNanos(now - since), cause);
        }
    }

    /** What waits. */
    private sealed interface Entry {

        /** What is missing when this is dropped. */
        Missing ifDropped();

        Notice notice(long now);
    }

    /** What the server told, and when it may have done so at the earliest. */
    private record Told(DriverNotification notification, long since) implements Entry {

        @Override
        public Missing ifDropped() {
            return new Missing(since, Optional.empty());
        }

        @Override
        public Notice notice(long now) {
            return new Notice.Notification(notification.channel(), notification.payload(), notification.processId());
        }
    }

    private record Lost(Missing missing) implements Entry {

        @Override
        public Missing ifDropped() {
            return missing;
        }

        @Override
        public Notice notice(long now) {
            return missing.gap(now);
        }
    }

    private final ToSubscriber<Notice> subscriber;
    private final int capacity;
    private final Ticker ticker;
    private final Object lock = new Object();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    /** What a session tells before its answer that it listens; nothing is promised of it, and it comes behind the gap. */
    private @Nullable Deque<DriverNotification> early;

    private @Nullable Throwable lostBy;
    private @Nullable Missing dropped;
    private @Nullable Runnable whenOver;
    private @Nullable Throwable failure;
    private long demand;
    /** What was told before this has come. */
    private long lastSign;

    private long subscribingSince;
    private boolean earlyDropped;
    private boolean hasListened;
    private boolean ended;
    private boolean over;
    private boolean giving;

    /**
     * Relays nothing yet.
     *
     * @param subscriber who listens; hears {@code onSubscribe} from elsewhere
     * @param capacity how many notices wait for it
     * @param ticker tells how much time has passed
     */
    public NoticeRelay(Subscriber<? super Notice> subscriber, int capacity, Ticker ticker) {
        this.subscriber = new ToSubscriber<>(subscriber, "notifications");
        this.capacity = capacity;
        this.ticker = ticker;
    }

    // ---- the session's side

    /** A session is about to ask the server to listen; what comes before its answer waits for that. */
    void subscribing() {
        synchronized (lock) {
            subscribingSince = ticker.read();
            early = new ArrayDeque<>();
            earlyDropped = false;
        }
    }

    /** The link was lost, or could not be made; the first reason until the server listens again is the one that is told. */
    void lost(Throwable why) {
        synchronized (lock) {
            lostBy = lostBy == null ? why : lostBy;
        }
    }

    /** The server listens for this session from now on; what was lost before is lost. Whether something had been. */
    boolean listening() {
        boolean again;
        synchronized (lock) {
            again = lostBy != null;
            if (hasListened || earlyDropped) {
                add(new Lost(new Missing(hasListened ? lastSign : subscribingSince, Optional.ofNullable(lostBy))));
            }
            lostBy = null;
            hasListened = true;
            // It may have begun to listen at once, and the answer may have taken its time.
            lastSign = subscribingSince;
            Deque<DriverNotification> heard = early;
            early = null;
            if (heard != null) {
                heard.forEach(notification -> add(new Told(notification, lastSign)));
            }
        }
        give();
        return again;
    }

    /** Whether the server has listened before. */
    boolean hasListened() {
        synchronized (lock) {
            return hasListened;
        }
    }

    /**
     * The server answered, so that nothing is lost that was told before it was asked.
     *
     * @param asked when that was
     */
    void alive(long asked) {
        synchronized (lock) {
            lastSign = asked - lastSign > 0 ? asked : lastSign;
        }
    }

    /** When it was told nobody knows: it may have been long on its way. */
    void notified(DriverNotification notification) {
        synchronized (lock) {
            Deque<DriverNotification> waitsForAnswer = early;
            if (waitsForAnswer == null) {
                add(new Told(notification, lastSign));
            } else {
                waitsForAnswer.add(notification);
                if (waitsForAnswer.size() > capacity) {
                    waitsForAnswer.remove();
                    earlyDropped = true;
                }
            }
        }
        give();
    }

    private void add(Entry entry) {
        if (over || ended) {
            return;
        }
        waiting.add(entry);
        if (waiting.size() > capacity) {
            Missing lost = waiting.remove().ifDropped();
            dropped = dropped == null ? lost : dropped.and(lost);
        }
    }

    /** Ends the stream when what waits has been read. */
    public void complete() {
        end(null);
    }

    /**
     * Ends the stream in failure.
     *
     * @param why what the subscriber is told, behind what waits
     */
    public void fail(Throwable why) {
        end(why);
    }

    private void end(@Nullable Throwable why) {
        synchronized (lock) {
            if (ended || over) {
                return;
            }
            ended = true;
            failure = why;
        }
        give();
    }

    /**
     * Has something run when nobody listens any more, at once if that is so already.
     *
     * @param action what to run, on any thread; it must be quick
     */
    public void whenOver(Runnable action) {
        boolean now;
        synchronized (lock) {
            whenOver = action;
            now = over;
        }
        if (now) {
            action.run();
        }
    }

    // ---- the subscriber's side

    @Override
    public void request(long wanted) {
        if (wanted < 1) {
            synchronized (lock) {
                waiting.clear();
                dropped = null;
            }
            fail(new IllegalArgumentException(
                    "request(" + wanted + "): at least one has to be asked for (Reactive Streams, 3.9)"));
            return;
        }
        synchronized (lock) {
            long sum = demand + wanted;
            demand = sum < 0 ? Long.MAX_VALUE : sum;
        }
        give();
    }

    @Override
    public void cancel() {
        Runnable action;
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            early = null;
            action = whenOver;
        }
        if (action != null) {
            action.run();
        }
    }

    /** Gives what waits, one signal after another; whoever comes meanwhile leaves it to the one who is here. */
    private void give() {
        synchronized (lock) {
            if (giving) {
                return;
            }
            giving = true;
        }
        while (true) {
            Notice notice;
            Throwable why;
            Runnable action;
            synchronized (lock) {
                boolean something = dropped != null || !waiting.isEmpty();
                if (over || (something ? demand == 0 : !ended)) {
                    giving = false;
                    return;
                }
                notice = something ? next() : null;
                demand -= !something || demand == Long.MAX_VALUE ? 0 : 1;
                over = !something;
                why = failure;
                action = over ? whenOver : null;
            }
            if (notice != null) {
                subscriber.next(notice, this::cancel);
            } else {
                if (action != null) {
                    action.run();
                }
                subscriber.end(why);
                return;
            }
        }
    }

    private Notice next() {
        Missing lost = dropped;
        dropped = null;
        return lost == null ? waiting.remove().notice(ticker.read()) : lost.gap(ticker.read());
    }
}
