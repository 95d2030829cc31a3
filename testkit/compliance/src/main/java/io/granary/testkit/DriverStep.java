package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.driver.DriverException;
import io.granary.testkit.fixtures.LateAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one call of the port goes.
 *
 * @param kind the manner
 * @param failure what a failing call gives
 * @param thrown what a throwing call throws
 * @param late what a late call waits for
 * @param answers what a statement gives; empty to take what its text is scripted to give
 */
record DriverStep(
        Kind kind,
        @Nullable DriverException failure,
        @Nullable RuntimeException thrown,
        @Nullable LateAnswer late,
        List<DriverAnswer> answers) {

    enum Kind {
        ANSWER,
        ANSWER_FALSE,
        FAIL,
        NEVER,
        LATE,
        THROW
    }

    static final DriverStep ANSWER = of(Kind.ANSWER);

    static DriverStep of(Kind kind) {
        return new DriverStep(kind, null, null, null, List.of());
    }

    static DriverStep answer(List<DriverAnswer> answers) {
        return new DriverStep(Kind.ANSWER, null, null, null, List.copyOf(answers));
    }

    static DriverStep fail(DriverException failure) {
        return new DriverStep(Kind.FAIL, requireNonNull(failure, "failure"), null, null, List.of());
    }

    static DriverStep raise(RuntimeException thrown) {
        return new DriverStep(Kind.THROW, null, requireNonNull(thrown, "thrown"), null, List.of());
    }

    static DriverStep late(LateAnswer late, List<DriverAnswer> answers) {
        return new DriverStep(Kind.LATE, null, null, late, List.copyOf(answers));
    }

    DriverException requiredFailure() {
        return requireNonNull(failure);
    }

    LateAnswer requiredLate() {
        return requireNonNull(late);
    }

    /** Throws, if that is the manner. */
    void raiseIfTold() {
        if (thrown != null) {
            throw thrown;
        }
    }
}
