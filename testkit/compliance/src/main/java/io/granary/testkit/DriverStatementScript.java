package io.granary.testkit;

import io.granary.driver.DriverException;
import io.granary.testkit.fixtures.LateAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the execution of a statement is to go, for each set of its values; exactly one method is to be called.
 *
 * @see ScriptedDriver#on(String)
 */
public final class DriverStatementScript {

    private final Consumer<DriverStep> target;

    DriverStatementScript(Consumer<DriverStep> target) {
        this.target = target;
    }

    /**
     * Gives these rows.
     *
     * @param columns names, one for each column
     * @param rows one list for each row, one value for each column; {@link DriverAnswer#row} makes one that may hold nulls
     */
    public void rows(List<String> columns, List<?>... rows) {
        List<List<? extends @Nullable Object>> all = new ArrayList<>(List.of(rows));
        gives(DriverAnswer.rows(columns, all));
    }

    /** Gives the count of changed rows. */
    public void updated(long count) {
        gives(DriverAnswer.updated(count));
    }

    /** Gives these in their order, as one. */
    public void gives(DriverAnswer... answers) {
        target.accept(DriverStep.answer(List.of(answers)));
    }

    /** Fails with exactly this before anything else comes. */
    public void fails(DriverException failure) {
        target.accept(DriverStep.fail(failure));
    }

    /** Fails as a server reports a failure, before anything else comes. */
    public void fails(String sqlState, int code, String message) {
        fails(ScriptedDriver.reported(sqlState, code, message));
    }

    /** Fails in a way that no server reports, with this as the cause. */
    public void fault(Throwable cause) {
        fails(DriverException.fault(String.valueOf(cause.getMessage()), cause));
    }

    /** Gives nothing, until the connection is severed or the statement cancelled on the "server". */
    public void never() {
        target.accept(DriverStep.of(DriverStep.Kind.NEVER));
    }

    /**
     * {@return what the answer waits for}
     *
     * @param answers what comes when it is let go; none mean what an unscripted statement gives
     */
    public LateAnswer late(DriverAnswer... answers) {
        LateAnswer late = LateAnswer.create();
        target.accept(DriverStep.late(late, List.of(answers)));
        return late;
    }

    /** Throws from {@code execute} itself, against the port's rules. */
    public void throwsNow(RuntimeException thrown) {
        target.accept(DriverStep.raise(thrown));
    }
}
