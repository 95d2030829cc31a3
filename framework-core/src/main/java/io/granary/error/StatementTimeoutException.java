package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A statement ran longer than its deadline and was given up. Its transaction has to be rolled back.
 */
public final class StatementTimeoutException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public StatementTimeoutException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.STATEMENT_TIMEOUT, "The statement ran longer than allowed.")
                        .hint("look at its plan and at locks, or raise the statement timeout"),
                cause);
    }
}
