package io.granary.testkit;

import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolStatus;
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
        PoolStatus status = PoolProbe.of(engine).awaitRest(SOON);
        return status.checkedIn() + status.aside();
    }

    private static String statements(List<AsyncEngine> engines) {
        return engines.stream()
                .map(engine -> "\n  " + engine.name() + ": "
                        + Await.value(engine.pool().status()))
                .collect(Collectors.joining());
    }
}
