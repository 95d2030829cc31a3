package io.granary.testkit;

import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the suites about rows in streams begin with: the ten digits, of which a thousand rows are made, or many more. */
public interface OnDigits extends OnBench {

    /**
     * Writes the digits.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void writeDigits(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (OnBench.isOf(OnDigits.class, test)) {
            furnish(bench, database, kit, test);
            // MySQL has to be told on another connection, which may have to be opened first.
            bench.mainEngine(bench.options().withCancelGrace(Duration.ofSeconds(20)));
            bench.table("digits", "d int primary key");
            bench.sql().run("insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        }
    }
}
