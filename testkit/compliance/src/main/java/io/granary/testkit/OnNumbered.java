package io.granary.testkit;

import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the suites about streamed results begin with: nineteen numbered items. */
public interface OnNumbered extends OnBench {

    /**
     * Writes the items.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void writeItems(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (OnBench.isOf(OnNumbered.class, test)) {
            furnish(bench, database, kit, test);
            Numbered.write(bench);
        }
    }
}
