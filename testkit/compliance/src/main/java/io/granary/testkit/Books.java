package io.granary.testkit;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Holder;
import io.granary.engine.PoolStatus;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Balances the books: what engines believe of their connections against what the server counts.
 *
 * <p>Balanced means: no lease is out, nobody waits, nothing is being opened or closed, the server has no transaction open, and it counts
 * as many connections as all pools together hold. What is on its way is waited for.
 */
public final class Books {

    private static final Duration SOON = Duration.ofSeconds(10);

    private Books() {}

    /**
     * Fails, naming who still holds what, unless the books of all engines on a database balance.
     *
     * @param database the database; nobody else may be connected to it
     * @param engines every engine on it that is open
     */
    public static void assertBalanced(TestDatabase database, List<AsyncEngine> engines) {
        int held = engines.stream().mapToInt(Books::settled).sum();
        try {
            ServerCounts.awaitTransactions(database, 0, SOON);
            ServerCounts.awaitConnections(database, held, SOON);
        } catch (AssertionError unbalanced) {
            throw new AssertionError(
                    "The engines hold " + held + " connections in all and no transaction, which the server denies: "
                            + unbalanced.getMessage() + statements(engines),
                    unbalanced);
        }
    }

    private static int settled(AsyncEngine engine) {
        try {
            PoolStatus status = Eventually.gives(
                    "the pool \"" + engine.name() + "\" is at rest",
                    SOON,
                    () -> Await.value(engine.pool().status()),
                    Books::atRest);
            return status.checkedIn() + status.aside();
        } catch (AssertionError busy) {
            throw new AssertionError(busy.getMessage() + "\n" + holders(engine), busy);
        }
    }

    private static boolean atRest(PoolStatus status) {
        return status.checkedOut() == 0 && status.waiting() == 0 && status.opening() == 0 && status.closing() == 0;
    }

    private static String holders(AsyncEngine engine) {
        List<Holder> holders = Await.value(engine.pool().holders());
        return holders.isEmpty()
                ? "Nobody holds a lease."
                : holders.stream().map(Books::line).collect(Collectors.joining("\n", "Leases that are out:\n", ""));
    }

    private static String line(Holder holder) {
        return "  lease " + holder.lease() + " on connection " + holder.connection() + ", for " + holder.held()
                + ", by " + holder.owner();
    }

    private static String statements(List<AsyncEngine> engines) {
        return engines.stream()
                .map(engine -> "\n  " + engine.name() + ": "
                        + Await.value(engine.pool().status()))
                .collect(Collectors.joining());
    }
}
