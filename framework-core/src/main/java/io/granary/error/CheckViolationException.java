package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A check constraint refused a value. A retry fails again.
 */
public final class CheckViolationException extends IntegrityException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public CheckViolationException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.CHECK_VIOLATION, "A check constraint refused a value.")
                        .hint("compare the value with the constraint's condition"),
                cause);
    }
}
