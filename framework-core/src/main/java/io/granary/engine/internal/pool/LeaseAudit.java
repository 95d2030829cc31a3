package io.granary.engine.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the loans from time to time: which are held for so long that somebody should be told, and which have to be taken back. Plain.
 *
 * <p>An owner that is an actor is watched and may hold a lease for as long as it lives; one that is no actor may not.
 */
final class LeaseAudit {

    /** What was found about a loan. */
    enum Finding {
        /** Held for longer than the leak warning allows; found once. */
        LEAKING,
        /** Held for longer than a lease without an owner may last. */
        OVERDUE
    }

    /**
     * A finding.
     *
     * @param slot the connection
     * @param loan the loan
     * @param finding what is wrong with it
     */
    record Found(Slot slot, Loan loan, Finding finding) {}

    private final Optional<Duration> leakWarning;
    private final Optional<Duration> maxLease;
    private final Set<Long> warned = new HashSet<>();

    LeaseAudit(Optional<Duration> leakWarning, Optional<Duration> maxLease) {
        this.leakWarning = leakWarning;
        this.maxLease = maxLease;
    }

    List<Found> look(List<Slot> loans, long now) {
        List<Found> found = new ArrayList<>();
        Set<Long> current = new HashSet<>();
        for (Slot slot : loans) {
            Loan loan = slot.loan();
            if (loan == null) {
                continue;
            }
            current.add(loan.lease());
            if (isOlder(loan, leakWarning, now) && warned.add(loan.lease())) {
                found.add(new Found(slot, loan, Finding.LEAKING));
            }
            if (loan.waiter().terms().owner().isEmpty() && isOlder(loan, maxLease, now)) {
                found.add(new Found(slot, loan, Finding.OVERDUE));
            }
        }
        warned.retainAll(current);
        return found;
    }

    private static boolean isOlder(Loan loan, Optional<Duration> limit, long now) {
        return limit.filter(most -> now - loan.since() > most.toNanos()).isPresent();
    }
}
