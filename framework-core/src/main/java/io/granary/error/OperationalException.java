package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The database could not do it now, for reasons outside the statement. Some kinds may be retried: see {@link #retryable()}.
 */
public class OperationalException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public OperationalException(DatabaseError error, @Nullable Throwable cause) {
        this(
                error,
                error.report(ErrorCode.OPERATIONAL, "The database could not do it now.")
                        .hint("look at the state of the server"),
                cause);
    }

    /**
     * For the closer kinds.
     *
     * @param error the database's words and where they came from
     * @param report what to say
     * @param cause the driver's exception, if there is one
     */
    protected OperationalException(DatabaseError error, ErrorReport report, @Nullable Throwable cause) {
        super(error, report, cause);
    }
}
