package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A value does not fit its column or operation: too long, out of range, division by zero. A retry fails again.
 */
public final class DataException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public DataException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.DATA, "A value does not fit.").hint("check lengths, ranges and types"),
                cause);
    }
}
