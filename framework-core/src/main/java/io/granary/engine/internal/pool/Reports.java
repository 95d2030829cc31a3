package io.granary.engine.internal.pool;

import io.granary.engine.PoolListener;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.error.GranaryException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What connection actors report, and what it means for books and line. Belongs to the supervisor and is called on its thread only. */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final WaitingLine line;
    private final Opening opening;
    private final Lending lending;
    private final Retirement retirement;
    private final Deadlocks deadlocks;
    private final Census census;

    Reports(
            ConnectionSetup setup,
            PoolBooks books,
            WaitingLine line,
            Opening opening,
            Lending lending,
            Retirement retirement,
            Deadlocks deadlocks,
            Census census) {
        this.setup = setup;
        this.books = books;
        this.line = line;
        this.opening = opening;
        this.lending = lending;
        this.retirement = retirement;
        this.deadlocks = deadlocks;
        this.census = census;
    }

    /** Takes note of a report; one of a connection without a place is late and says nothing. */
    void read(ConnectionReport report, long now) {
        if (report instanceof ConnectionReport.Activity activity) {
            deadlocks.hear(activity, now);
            census.hear(activity);
            return;
        }
        Slot slot = books.slot(report.connection());
        if (slot == null) {
            return;
        }
        if (report instanceof ConnectionReport.Opened opened) {
            onOpened(slot, opened, now);
        } else if (report instanceof ConnectionReport.OpenFailed failed) {
            onOpenFailed(slot, failed, now);
        } else if (report instanceof ConnectionReport.Returned returned) {
            onReturned(slot, returned.lease(), now);
        } else if (report instanceof ConnectionReport.LendFailed failed) {
            onLendFailed(slot, failed.lease(), now);
        } else if (report instanceof ConnectionReport.GivenUp givenUp) {
            if (givenUp.reason() == Reason.KILLED && slot.loan() == null) {
                LOG.info("pool [{}]: connection [{}] ended while nobody used it", setup.engine(), slot.id());
            }
            putBackUnread(slot, givenUp.lease(), now);
            onGivenUp(slot, givenUp.reason(), now);
        } else if (report instanceof ConnectionReport.ServerChanged) {
            retirement.serverChanged(slot, now);
        }
    }

    private void onOpened(Slot slot, ConnectionReport.Opened opened, long now) {
        Optional<GranaryException> objection = opening.opened(slot, opened.facts(), now);
        objection.ifPresent(line::failNext);
        if (objection.isEmpty() && books.isStale(slot, now)) {
            // Disposed of while it was being opened.
            retirement.retireStale(slot);
        }
    }

    private void onOpenFailed(Slot slot, ConnectionReport.OpenFailed failed, long now) {
        if (!opening.failed(slot, failed, now)) {
            // Each failed opening answers one; all, if there is nothing that they could wait for.
            line.failNext(failed.failure());
            opening.refusal(now).ifPresent(line::failAll);
        } else if (books.opening() == 0) {
            line.failHasty(failed.failure());
        }
    }

    private void onReturned(Slot slot, long lease, long now) {
        if (slot.isProbedBy(lease)) {
            onAnswered(slot, now);
            return;
        }
        Loan loan = slot.loan();
        if (loan == null || loan.lease() != lease) {
            return;
        }
        lending.forget(loan);
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CHECKED_IN);
        if (slot.generation() < books.generation()) {
            // It was lent while the pool was disposed of, or while others of its age lost their link.
            retirement.retireStale(slot);
            return;
        }
        if (books.shape().keeps() == 0) {
            retirement.retire(slot);
            return;
        }
        books.returned(slot, now);
    }

    private void onAnswered(Slot slot, long now) {
        slot.answered(now);
        if (books.isStale(slot, now)) {
            retirement.retireStale(slot);
        }
    }

    /** It turned out dead before its asker heard of it: the asker is the next in line again. */
    private void onLendFailed(Slot slot, long lease, long now) {
        Loan loan = slot.loan();
        if (loan != null && loan.lease() == lease) {
            line.putBack(loan.waiter(), now);
        }
        LOG.info(
                "pool [{}]: connection [{}] was found dead while nobody used it; those of its age are replaced",
                setup.engine(),
                slot.id());
        // At once, not with the report of giving up that follows: what is opened in its place must not count as of its
        // age.
        onGivenUp(slot, Reason.DISCONNECTED, now);
    }

    /** It was lent while its report was on the way: what it has not read it will refuse too late, when its place is forgotten. */
    private void putBackUnread(Slot slot, long lastRead, long now) {
        Loan loan = slot.loan();
        if (loan != null && loan.lease() != lastRead) {
            line.putBack(loan.waiter(), now);
        }
    }

    private void onGivenUp(Slot slot, Reason reason, long now) {
        if (reason != Reason.DETACHED) {
            lending.forget(slot.loan());
        }
        retirement.givenUp(slot, reason, now);
    }
}
