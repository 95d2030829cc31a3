package io.granary.testkit;

import io.granary.driver.DriverException;
import io.granary.testkit.fixtures.LateAnswer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells how a call of the driver port is to go; exactly one method is to be called.
 *
 * @see ScriptedDriver#next(DriverCall)
 * @see ScriptedDriver#always(DriverCall)
 */
public final class DriverCallScript {

    private final Consumer<DriverStep> target;

    DriverCallScript(Consumer<DriverStep> target) {
        this.target = target;
    }

    /** As if nothing was scripted: lets some calls pass before one that fails. */
    public void answers() {
        target.accept(DriverStep.ANSWER);
    }

    /** Gives {@code false}, for {@link DriverCall#PING} and {@link DriverCall#CANCEL}; others are answered as usual. */
    public void answersFalse() {
        target.accept(DriverStep.of(DriverStep.Kind.ANSWER_FALSE));
    }

    /** Fails with exactly this; the connection's state stays as it was. */
    public void fails(DriverException failure) {
        target.accept(DriverStep.fail(failure));
    }

    /** Fails as a server reports a failure; the connection's state stays as it was. */
    public void fails(String sqlState, int code, String message) {
        fails(ScriptedDriver.reported(sqlState, code, message));
    }

    /** Fails in a way that no server reports, with this as the cause. */
    public void fault(Throwable cause) {
        fails(DriverException.fault(String.valueOf(cause.getMessage()), cause));
    }

    /** Gives a stage that never completes, or an execution that stays silent. */
    public void never() {
        target.accept(DriverStep.of(DriverStep.Kind.NEVER));
    }

    /** {@return what the answer waits for; the connection's state changes when it is let go} */
    public LateAnswer late() {
        LateAnswer late = LateAnswer.create();
        target.accept(DriverStep.late(late, List.of()));
        return late;
    }

    /** Throws from the method itself, against the port's rules. */
    public void throwsNow(RuntimeException thrown) {
        target.accept(DriverStep.raise(thrown));
    }
}
