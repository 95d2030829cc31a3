package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;
import io.granary.engine.Waiting;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    private final Consumer<Duration> sweep;
    private final Waiters waiters = new Waiters();
    private final Runnable leaves;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private @Nullable Long sweepAt;

    /**
     * Has nobody in it yet.
     *
     * @param sweep has the supervisor look for those whose time is over, in that time
     * @param left has the supervisor look for those who gave up; on any thread, once until it looks
     */
    WaitingLine(EngineOptions options, PoolBooks books, PoolErrors errors, Consumer<Duration> sweep, Runnable left) {
        this.options = options;
        this.books = books;
        this.errors = errors;
        this.sweep = sweep;
        this.leaves = () -> {
            if (leaving.compareAndSet(false, true)) {
                left.run();
            }
        };
    }

    /** "Do not wait" is about the line: opening a connection of one's own is not waiting for others. */
    private Duration patience(AcquireTerms terms, boolean ownConnection) {
        Duration patience = terms.patience().orElse(options.poolTimeout());
        return patience.isZero() && books.idleCount() == 0 && ownConnection ? options.connectTimeout() : patience;
    }

    /**
     * Puts somebody in the line; empty when it is full, which they have been told then.
     *
     * @param ownConnection whether one may be opened for them
     */
    Optional<Waiter> join(PoolCommand.Acquire acquire, boolean ownConnection, long now) {
        if (isFull()) {
            acquire.demand().fail(errors.busy(books.status(size()), options.maxWaiting()));
            return Optional.empty();
        }
        Duration patience = patience(acquire.terms(), ownConnection);
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

    /** Has somebody who stayed in the line be missed if they leave it. */
    void watch(Waiter waiter) {
        if (waiters.isLast(waiter)) {
            waiter.demand().whenAbandoned(leaves);
        }
    }

    /** Takes out those who gave up: they count no more, and nothing is opened for them. */
    void dropAbandoned() {
        leaving.set(false);
        waiters.removeIf(waiter -> waiter.demand().abandoned());
    }

    /** Back to the head. They had their turn in time, so another connection may still be opened for them. */
    void putBack(Waiter asker, long now) {
        waiters.addFirst(
                asker.isLate(now) ? asker.until(now + options.connectTimeout().toNanos()) : asker);
        asker.demand().whenAbandoned(leaves);
        armSweep(now);
    }

    /** The one who has waited longest is told why there is no connection. */
    void failNext(GranaryException failure) {
        Waiter waiter = waiters.next();
        if (waiter != null) {
            waiter.demand().fail(failure);
        }
    }

    /** Those who do not wait for others are told why there is no connection of their own. */
    void failHasty(GranaryException failure) {
        waiters.removeIf(waiter ->
                        waiter.terms().patience().orElse(options.poolTimeout()).isZero())
                .forEach(waiter -> waiter.demand().fail(failure));
    }

    /** Everyone who still waits, in the order of service. */
    List<Waiter> all() {
        return waiters.all();
    }

    /** Who waits, for people. */
    List<Waiting> shown(long now) {
        return all().stream()
                .map(waiter -> new Waiting(
                        waiter.terms().ownerName(),
                        waiter.terms().priority(),
                        Duration.ofNanos(now - waiter.since()),
                        Duration.ofNanos(Math.max(0, waiter.deadline() - now))))
                .toList();
    }

    /** Fails one of those who wait. */
    void fail(Waiter waiter, GranaryException failure) {
        waiters.removeIf(waiter::equals).forEach(found -> found.demand().fail(failure));
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
        armSweep(now);
    }

    /** Whether the look that is armed comes too late for somebody, or none is armed. */
    boolean isUnwatched(Waiter waiter) {
        Long armed = sweepAt;
        return armed == null || waiter.deadline() - armed < 0;
    }

    private void armSweep(long now) {
        OptionalLong wait = waiters.untilFirstDeadline(now);
        Long armed = sweepAt;
        if (wait.isPresent() && (armed == null || now + wait.getAsLong() < armed)) {
            sweepAt = now + wait.getAsLong();
            sweep.accept(Duration.ofNanos(wait.getAsLong()).plusMillis(1));
        }
    }

    /**
     * The look that was armed has begun.
     *
     * @return whether it came in time. Else the process stood still: who could not be served meanwhile gets a moment, and a look is armed
     *     after it
     */
    boolean swept(long now) {
        Long armed = sweepAt;
        sweepAt = null;
        if (armed == null || now - armed <= Housekeeping.LEAP) {
            return true;
        }
        sweepAt = now + Housekeeping.INTERVAL.toNanos();
        sweep.accept(Housekeeping.INTERVAL);
        return false;
    }

    int size() {
        return waiters.size();
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }
}
