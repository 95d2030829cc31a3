package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The link was lost while COMMIT was in flight: the transaction is committed, or rolled back, and nobody here knows. A retry is
 * safe only for work that may happen twice.
 */
public final class CommitOutcomeUnknownException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public CommitOutcomeUnknownException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(
                                ErrorCode.COMMIT_UNKNOWN,
                                "The link was lost while COMMIT was in flight: the outcome is not known.")
                        .hint("look in the database before doing the work again"),
                cause);
    }
}
