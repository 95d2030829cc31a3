package io.granary.testkit;

import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every suite begins and ends each test with. The class that runs a suite names its database with {@link
 * io.granary.testkit.fixtures.Database}; a test takes a {@link Bench} as its parameter.
 */
@ExtendWith({ActorFixture.class, BenchExtension.class})
public interface OnBench {

    /**
     * Furnishes the bench, once: JUnit does not say in which order suites begin a test, so whoever needs it furnished calls this first.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void furnish(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (isOf(OnBench.class, test)) {
            bench.furnish(database, kit);
        }
    }

    /**
     * Balances the books, whatever the test was about.
     *
     * @param bench this test's
     * @param test this test
     */
    @AfterEach
    default void theBooksBalance(Bench bench, TestInfo test) {
        if (isOf(OnBench.class, test)) {
            bench.settle();
        }
    }

    /**
     * {@return whether a test is one of a suite's, or of one that extends it}
     *
     * <p>A class may run several suites, and JUnit does before each test what any of them wants. What a suite begins its tests with, it asks
     * this for, and leaves the others' alone.
     *
     * @param suite which
     * @param test the test
     */
    static boolean isOf(Class<?> suite, TestInfo test) {
        return test.getTestMethod()
                .filter(method -> suite.isAssignableFrom(method.getDeclaringClass()))
                .isPresent();
    }
}
