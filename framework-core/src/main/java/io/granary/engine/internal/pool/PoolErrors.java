package io.granary.engine.internal.pool;

import io.granary.engine.PoolStatus;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.PoolBusyException;
import io.granary.error.PoolClosedException;
import io.granary.error.PoolDeadlockException;
import io.granary.error.PoolRestartedException;
import io.granary.error.PoolTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pool says when it has no connection to give. */
final class PoolErrors {

    private static final int SHOWN_HOLDERS = 3;
    private static final double NANOS = 1e9;

    private final String engine;

    PoolErrors(String engine) {
        this.engine = engine;
    }

    PoolTimeoutException timeout(
            Waiter waiter, long now, PoolStatus status, List<Slot> loans, @Nullable GranaryException lastConnect) {
        ErrorReport report = ErrorReport.of(
                        ErrorCode.POOL_TIMEOUT,
                        "No connection became free within " + seconds(waiter.deadline() - waiter.since()) + " (pool \""
                                + engine + "\", size " + status.size() + ", overflow " + overflow(status) + ").")
                .with("state", state(status));
        if (!loans.isEmpty()) {
            report = report.with("longest", holders(loans, now));
        }
        if (lastConnect != null) {
            report = report.with("connect", lastConnect.report().sentence());
        }
        return new PoolTimeoutException(
                report.hint(
                        loans.isEmpty() && lastConnect != null
                                ? "the database lets nobody in: see what the last connect failed with"
                                : "look for work that holds a connection without using it, or raise pool-size or max-overflow"),
                lastConnect);
    }

    PoolDeadlockException deadlock(WaitForGraph.Knot knot, long now, PoolStatus status) {
        return new PoolDeadlockException(
                ErrorReport.of(
                                ErrorCode.POOL_DEADLOCK,
                                knot.victim().terms().ownerName()
                                        + " waits for a connection that nobody can give back: all are held by owners that wait for another one themselves (pool \""
                                        + engine + "\", size " + status.size() + ", overflow " + overflow(status)
                                        + ").")
                        .with("state", state(status))
                        .with(
                                "holders",
                                knot.loans().stream()
                                        .map(slot -> holder(slot.loan(), now))
                                        .collect(Collectors.joining("\n")))
                        .hint(
                                "work on the connection you hold, or give it back before you ask for another;"
                                        + " the pool needs more connections than there are owners that hold one while they wait for one more"));
    }

    PoolBusyException busy(PoolStatus status, int most) {
        return new PoolBusyException(ErrorReport.of(
                        ErrorCode.POOL_BUSY,
                        "The line for a connection is full: " + most + " wait already (pool \"" + engine + "\").")
                .with("state", state(status))
                .hint("shed load earlier, or raise max-waiting"));
    }

    PoolClosedException closed() {
        return PoolClosedException.of(
                "The engine \"" + engine + "\" is closed.", "create another engine; a closed one does not open again");
    }

    PoolRestartedException restarted() {
        return PoolRestartedException.of(
                "A defect ended the pool of the engine \"" + engine + "\", and all its connections with it.",
                "look for the defect in the log; run the work again from its start");
    }

    /** Whoever reads an error asks how many there are beyond the size, and not how many there might be within. */
    private static int overflow(PoolStatus status) {
        return Math.max(0, status.overflow());
    }

    private static String state(PoolStatus status) {
        return status.checkedOut() + " lent, " + status.checkedIn() + " idle, " + status.opening() + " opening, "
                + status.waiting() + " waiting";
    }

    private static String holders(List<Slot> loans, long now) {
        return loans.stream()
                .limit(SHOWN_HOLDERS)
                .map(slot -> holder(slot.loan(), now))
                .collect(Collectors.joining("\n"));
    }

    private static String holder(@Nullable Loan loan, long now) {
        return loan == null
                ? ""
                : "lease " + loan.lease() + " held for " + seconds(now - loan.since()) + " by "
                        + loan.waiter().terms().ownerName();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", Duration.ofNanos(nanos).toNanos() / NANOS);
    }
}
