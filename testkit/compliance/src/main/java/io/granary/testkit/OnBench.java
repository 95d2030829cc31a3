package io.granary.testkit;

import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every suite begins and ends each test with. The class that runs a suite names its database with {@link
 * io.granary.testkit.fixtures.Database}; a test takes a {@link Bench} as its parameter.
 */
@ExtendWith({ActorFixture.class, BenchExtension.class})
public interface OnBench {

    /**
     * Furnishes the bench.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     */
    @BeforeEach
    default void furnish(Bench bench, TestDatabase database, ActorTestKit kit) {
        bench.furnish(database, kit);
    }

    /**
     * Balances the books, whatever the test was about.
     *
     * @param bench this test's
     */
    @AfterEach
    default void theBooksBalance(Bench bench) {
        bench.settle();
    }
}
