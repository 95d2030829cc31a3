package io.granary.testkit;

import static io.granary.testkit.Shop.CUSTOMERS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the suites about streams that write begin with: customers, of whom there are none yet. */
public interface OnCustomers extends OnBench {

    /**
     * Makes their table.
     *
     * @param bench this test's
     * @param test this test
     */
    @BeforeEach
    default void makeTheirTable(Bench bench, TestInfo test) {
        if (OnBench.isOf(OnCustomers.class, test)) {
            bench.table(CUSTOMERS);
        }
    }
}
