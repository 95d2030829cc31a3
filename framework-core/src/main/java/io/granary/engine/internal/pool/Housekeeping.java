package io.granary.engine.internal.pool;

import io.granary.engine.internal.connection.ConnectionSetup;
import java.time.Duration;
import org.slf4j.Logger;

/** What is looked after from time to time: leases held for too long. Belongs to the supervisor. */
final class Housekeeping {

    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final Lending lending;
    private final LeaseAudit audit;

    Housekeeping(ConnectionSetup setup, PoolBooks books, Lending lending) {
        this.setup = setup;
        this.books = books;
        this.lending = lending;
        this.audit =
                new LeaseAudit(setup.options().leakWarning(), setup.options().maxLease());
    }

    /** Warns of leases that may be leaking and takes overdue ones back. */
    void look(long now, Logger log) {
        for (LeaseAudit.Found found : audit.look(books.loans(), now)) {
            boolean overdue = found.finding() == LeaseAudit.Finding.OVERDUE;
            Loan loan = found.loan();
            log.warn(
                    "pool [{}]: lease [{}] of connection [{}] is held by [{}] for [{}] ms{}",
                    setup.engine(),
                    loan.lease(),
                    found.slot().id(),
                    loan.waiter().terms().ownerName(),
                    Duration.ofNanos(now - loan.since()).toMillis(),
                    overdue ? ", longer than max-lease; it is taken back" : "; is it leaking?");
            if (overdue) {
                lending.revoke(found.slot(), loan, "it was held for longer than max-lease");
            }
        }
    }
}
