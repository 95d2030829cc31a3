package io.granary.testkit;

import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;

/** What the suites about streamed results begin with: nineteen numbered items. */
public interface OnNumbered extends OnBench {

    @Override
    @BeforeEach
    default void furnish(Bench bench, TestDatabase database, ActorTestKit kit) {
        OnBench.super.furnish(bench, database, kit);
        Numbered.write(bench);
    }
}
