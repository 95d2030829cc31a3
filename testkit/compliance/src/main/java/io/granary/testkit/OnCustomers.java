package io.granary.testkit;

import static io.granary.testkit.Shop.CUSTOMERS;

import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;

/** What the suites about streams that write begin with: customers, of whom there are none yet. */
public interface OnCustomers extends OnBench {

    @Override
    @BeforeEach
    default void furnish(Bench bench, TestDatabase database, ActorTestKit kit) {
        OnBench.super.furnish(bench, database, kit);
        bench.table(CUSTOMERS);
    }
}
