package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.connection.Lease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lease of the moment of one {@link AsyncConnection}, and who waits for the next one. A lease whose link was lost is renewed once,
 * whoever wants to use it meanwhile; what they want is sent in the order in which they came. Thread-safe, without locks.
 */
final class CurrentLease {

    /**
     * A request that has no lease yet.
     *
     * @param send sends it on a lease
     * @param fail says why there is none
     */
    record Wish(Consumer<Lease> send, Consumer<Throwable> fail) {}

    /** What became of a wish. */
    enum Use {
        /** It was sent. */
        SENT,
        /** It waits for the new lease that somebody has asked for. */
        JOINED,
        /** It waits for a new lease, which is to be asked for now. */
        RENEW,
        /** It was refused: a transaction was lost with the link and has not been rolled back. */
        LOST,
        /** It was refused: the lease was taken back. */
        ENDED
    }

    private record Waiting(Wish wish, @Nullable Waiting before) {}

    /**
     * @param lease the last one there was
     * @param renewing whether wishes wait, also for the earlier ones to be sent
     * @param waiting who waits, the last one first
     */
    private record State(
            Lease lease, boolean renewing, @Nullable Waiting waiting) {}

    private final AtomicReference<State> state;

    CurrentLease(Lease first) {
        this.state = new AtomicReference<>(new State(first, false, null));
    }

    Lease lease() {
        return now().lease();
    }

    private State now() {
        return requireNonNull(state.get());
    }

    /** Sends a request on an open lease, or keeps it until there is one. */
    Use use(Wish wish) {
        while (true) {
            State now = now();
            if (!now.renewing()) {
                switch (now.lease().status()) {
                    case OPEN -> {
                        wish.send().accept(now.lease());
                        return Use.SENT;
                    }
                    case ENDED -> {
                        return Use.ENDED;
                    }
                    case INVALIDATED -> {
                        if (now.lease().hasLostTransaction()) {
                            return Use.LOST;
                        }
                    }
                }
            }
            if (state.compareAndSet(now, new State(now.lease(), true, new Waiting(wish, now.waiting())))) {
                return now.renewing() ? Use.JOINED : Use.RENEW;
            }
        }
    }

    /** The new lease is there: it counts at once, and is open to new wishes when those that waited have been sent. */
    void renewed(Lease fresh) {
        state.updateAndGet(now -> new State(fresh, true, now.waiting()));
        while (true) {
            State now = now();
            if (now.waiting() == null) {
                if (state.compareAndSet(now, new State(fresh, false, null))) {
                    return;
                }
            } else if (state.compareAndSet(now, new State(fresh, true, null))) {
                inOrder(now.waiting()).forEach(wish -> wish.send().accept(fresh));
            }
        }
    }

    /** There is no new lease; who wants one next asks anew. */
    void renewalFailed(Throwable why) {
        State then = requireNonNull(state.getAndUpdate(now -> new State(now.lease(), false, null)));
        inOrder(then.waiting()).forEach(wish -> wish.fail().accept(why));
    }

    private static Deque<Wish> inOrder(@Nullable Waiting last) {
        Deque<Wish> wishes = new ArrayDeque<>();
        for (Waiting next = last; next != null; next = next.before()) {
            wishes.addFirst(next.wish());
        }
        return wishes;
    }
}
