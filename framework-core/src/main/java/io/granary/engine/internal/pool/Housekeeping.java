package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolKind;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionSetup;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * What is looked after each second: leases held for too long, connections too old or not needed, links that have ended, signs of life. Belongs to the
 * supervisor.
 *
 * <p>Where the clock leapt since the last round, because the process was stopped or the collector at work, one round is left out: nobody
 * could give anything back meanwhile, and whoever wants to gets the chance before everything is found overdue at once.
 */
final class Housekeeping {

    /** How long it is from one round to the next. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A clock that is so late has stood still. */
    static final long LEAP = INTERVAL.multipliedBy(5).toNanos();

    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final Lending lending;
    private final Retirement retirement;
    private final LeaseAudit audit;
    private long lastRound;

    Housekeeping(ConnectionSetup setup, PoolBooks books, Lending lending, Retirement retirement, long now) {
        this.setup = setup;
        this.books = books;
        this.lending = lending;
        this.retirement = retirement;
        this.audit =
                new LeaseAudit(setup.options().leakWarning(), setup.options().maxLease());
        this.lastRound = now;
    }

    /** One round. */
    void look(long now, Logger log) {
        long since = now - lastRound;
        lastRound = now;
        if (since > LEAP) {
            log.info(
                    "pool [{}]: the clock leapt by [{}] ms; one round of housekeeping is left out",
                    setup.engine(),
                    Duration.ofNanos(since).toMillis());
            return;
        }
        auditLeases(now, log);
        EngineOptions options = setup.options();
        retirement.retireAged(options.minIdle(), now);
        if (options.poolKind() != PoolKind.STATIC) {
            options.maxIdleTime().ifPresent(longest -> retirement.retireUnneeded(longest, options.minIdle(), now));
        }
        books.lendable().forEach(slot -> slot.actor().tell(ConnectionCommand.Look.INSTANCE));
        options.keepAlive().ifPresent(quiet -> probe(quiet, now));
    }

    private void auditLeases(long now, Logger log) {
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

    private void probe(Duration quiet, long now) {
        for (Slot slot : books.lendable()) {
            if (now - slot.heardAt() >= quiet.toNanos()) {
                lending.probe(slot);
            }
        }
    }
}
