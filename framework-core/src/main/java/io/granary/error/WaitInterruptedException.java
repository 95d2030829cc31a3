package io.granary.error;

/**
 * The thread of a blocking call was interrupted while it waited. The operation itself goes on without it, and how it ends is not known
 * to the caller: a commit may have taken place. The thread's interrupt flag is set again.
 *
 * <p>Not retryable as such: find out first what became of the operation.
 */
public final class WaitInterruptedException extends OperationalException {

    private static final long serialVersionUID = 1L;

    private WaitInterruptedException(ErrorReport report, InterruptedException cause) {
        super(DatabaseError.of("not asked"), report, cause);
    }

    /**
     * {@return an exception that names the thread}
     *
     * @param thread which thread waited
     * @param cause the interruption
     */
    public static WaitInterruptedException of(String thread, InterruptedException cause) {
        return new WaitInterruptedException(
                ErrorReport.of(
                                ErrorCode.WAIT_INTERRUPTED,
                                "The thread \"" + thread + "\" was interrupted while it waited for an operation.")
                        .hint("the operation goes on; close its connection, which rolls back what was not committed"),
                cause);
    }
}
