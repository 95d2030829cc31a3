package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The line with its rules: who may join, how long each waits, and when to look for those whose time is over. Belongs to the supervisor.
 *
 * <p>One look is armed for all deadlines, the first one's; what joins with an earlier deadline brings it forward.
 */
final class WaitingLine {

    private final EngineOptions options;
    private final PoolBooks books;
    private final PoolErrors errors;
    private final Waiters waiters = new Waiters();
    private @Nullable Long sweepAt;

    WaitingLine(EngineOptions options, PoolBooks books, PoolErrors errors) {
        this.options = options;
        this.books = books;
        this.errors = errors;
    }

    /** How long somebody with these terms waits. */
    Duration patience(AcquireTerms terms) {
        Duration patience = terms.patience().orElse(options.poolTimeout());
        if (patience.isZero() && books.idleCount() == 0 && books.mayOpen()) {
            // "Do not wait" is about the line: opening a connection of one's own is not waiting for others.
            return options.connectTimeout();
        }
        return patience;
    }

    /** Puts somebody in the line; empty when it is full, which they have been told then. */
    Optional<Waiter> join(PoolCommand.Acquire acquire, long now) {
        if (isFull()) {
            acquire.demand().fail(errors.busy(books.status(size()), options.maxWaiting()));
            return Optional.empty();
        }
        Duration patience = patience(acquire.terms());
        Waiter waiter = new Waiter(acquire.terms(), acquire.demand(), now, now + patience.toNanos());
        waiters.add(waiter);
        return Optional.of(waiter);
    }

    /** Who gets an idle connection, or a place of their own, does not stand in line; nor does who gave up. */
    private boolean isFull() {
        int most = options.maxWaiting();
        if (waiters.size() - books.obtainable() < most) {
            return false;
        }
        waiters.removeIf(waiter -> waiter.demand().abandoned());
        return waiters.size() - books.obtainable() >= most;
    }

    /** The next who still waits, taken out of the line; null when there is none. */
    @Nullable Waiter next() {
        return waiters.next();
    }

    /** Back to the head. They had their turn in time, so another connection may still be opened for them. */
    void putBack(Waiter asker, long now) {
        waiters.addFirst(
                asker.isLate(now) ? asker.until(now + options.connectTimeout().toNanos()) : asker);
    }

    /** The one who has waited longest is told why there is no connection. */
    void failNext(GranaryException failure) {
        Waiter waiter = waiters.next();
        if (waiter != null) {
            waiter.demand().fail(failure);
        }
    }

    void failAll(GranaryException failure) {
        waiters.removeIf(waiter -> true).forEach(waiter -> waiter.demand().fail(failure));
    }

    /** Tells those whose time is over. */
    void expire(long now, @Nullable GranaryException lastConnectFailure) {
        for (Waiter late : waiters.removeIf(waiter -> waiter.isLate(now))) {
            books.countTimeout();
            late.demand().fail(errors.timeout(late, now, books.status(size()), books.loans(), lastConnectFailure));
        }
    }

    /** Whether the look that is armed comes too late for somebody, or none is armed. */
    boolean isUnwatched(Waiter waiter) {
        Long armed = sweepAt;
        return armed == null || waiter.deadline() - armed < 0;
    }

    /** In what time to look next; empty when nobody waits, or an earlier look is armed already. Counts as armed from then on. */
    Optional<Duration> armSweep(long now) {
        OptionalLong wait = waiters.untilFirstDeadline(now);
        Long armed = sweepAt;
        if (wait.isEmpty() || (armed != null && now + wait.getAsLong() >= armed)) {
            return Optional.empty();
        }
        sweepAt = now + wait.getAsLong();
        return Optional.of(Duration.ofNanos(wait.getAsLong()).plusMillis(1));
    }

    /** The look that was armed has begun. */
    void swept() {
        sweepAt = null;
    }

    int size() {
        return waiters.size();
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }
}
