package io.granary.engine.internal.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom. Connections are all alike, so a waiter waits for whichever holder gives one back first: nobody is ever served only if
 * every single holder waits too. One holder who does not wait, or who cannot be told from others, is hope enough.
 */
final class WaitForGraph {

    private WaitForGraph() {}

    /**
     * Holders who all wait for one of themselves.
     *
     * @param loans what they hold: every place that there is
     * @param victim the youngest of their wishes
     */
    record Knot(List<Slot> loans, Waiter victim) {

        List<Long> leases() {
            return loans.stream().map(WaitForGraph::lease).toList();
        }
    }

    /** The knot that everything hangs in; empty while somebody can still be served. */
    static Optional<Knot> knot(PoolBooks books, Collection<Waiter> waiters) {
        if (books.mayOpen() || books.lent() < books.taken()) {
            return Optional.empty();
        }
        Map<String, Waiter> youngest = new HashMap<>();
        for (Waiter waiter : waiters) {
            waiter.terms().identity().ifPresent(owner -> youngest.merge(owner, waiter, WaitForGraph::younger));
        }
        List<Slot> loans = books.loans();
        Waiter victim = null;
        for (Slot slot : loans) {
            Waiter wish = wish(slot, youngest);
            if (wish == null) {
                return Optional.empty();
            }
            victim = victim == null ? wish : younger(victim, wish);
        }
        return victim == null ? Optional.empty() : Optional.of(new Knot(loans, victim));
    }

    private static @Nullable Waiter wish(Slot slot, Map<String, Waiter> wishes) {
        Loan loan = slot.loan();
        return loan == null
                ? null
                : loan.waiter().terms().identity().map(wishes::get).orElse(null);
    }

    private static long lease(Slot slot) {
        Loan loan = slot.loan();
        return loan == null ? 0 : loan.lease();
    }

    private static Waiter younger(Waiter one, Waiter other) {
        return other.since() - one.since() >= 0 ? other : one;
    }
}
