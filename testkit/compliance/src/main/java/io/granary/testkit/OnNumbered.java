package io.granary.testkit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the suites about streamed results begin with: nineteen numbered items. */
public interface OnNumbered extends OnBench {

    /**
     * Writes the items.
     *
     * @param bench this test's
     * @param test this test
     */
    @BeforeEach
    default void writeItems(Bench bench, TestInfo test) {
        if (OnBench.isOf(OnNumbered.class, test)) {
            Numbered.write(bench);
        }
    }
}
