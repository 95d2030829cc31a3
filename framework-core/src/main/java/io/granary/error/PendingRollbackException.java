package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The transaction failed earlier and has to be rolled back before anything else. After the rollback the work may be run
 * again from its start.
 */
public final class PendingRollbackException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PendingRollbackException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PendingRollbackException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PendingRollbackException of(String sentence, String hint) {
        return new PendingRollbackException(
                ErrorReport.of(ErrorCode.PENDING_ROLLBACK, sentence).hint(hint));
    }
}
