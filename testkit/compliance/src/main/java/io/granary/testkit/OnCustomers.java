package io.granary.testkit;

import static io.granary.testkit.Shop.CUSTOMERS;

import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the suites about streams that write begin with: customers, of whom there are none yet. */
public interface OnCustomers extends OnBench {

    /**
     * Makes their table.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void makeTheirTable(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (OnBench.isOf(OnCustomers.class, test)) {
            furnish(bench, database, kit, test);
            bench.table(CUSTOMERS);
        }
    }
}
