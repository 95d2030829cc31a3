package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A column that has to have a value was given none. A retry fails again.
 */
public final class NotNullViolationException extends IntegrityException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public NotNullViolationException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.NOT_NULL_VIOLATION, "A column that has to have a value was given none.")
                        .hint("give a value, or a default on the column"),
                cause);
    }
}
