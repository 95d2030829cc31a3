package io.granary.engine.internal.connection;

import io.granary.driver.DriverException;

/** What a connection actor tells itself about the operation that runs, named by its number, since it may be over by then. */
sealed interface StepNews extends ConnectionCommand.Own {

    /** {@return the number of the operation} */
    long operation();

    /** Its step ended well. */
    record StepEnded(long operation, StatementRows rows) implements StepNews {}

    /** Its step failed. */
    record StepFailed(long operation, DriverException failure) implements StepNews {}

    /** Whether the link lived on after a failure that may have been the last word. */
    record Judged(long operation, DriverException failure, boolean alive) implements StepNews {}

    /** Nobody waits for it any more. */
    record Abandoned(long operation) implements StepNews {}

    /** Nobody listens to its statement any more, of which no end will be told. */
    record Unheard(long operation) implements StepNews {}

    /** The order to stop its statement is over; what became of it. */
    record CancelEnded(long operation, StopOrder order) implements StepNews {}

    /** Its statement goes on though the server took the order: it came before the statement. */
    record CancelAgain(long operation) implements StepNews {}

    /** Whether the server answered after its statement was stopped. */
    record Fenced(long operation, boolean answered) implements StepNews {}

    /** The time for stopping its statement is over. */
    record GraceOver(long operation) implements StepNews {}
}
