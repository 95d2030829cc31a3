package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A value that has to be unique exists already. A retry fails again unless the data changed.
 */
public final class UniqueViolationException extends IntegrityException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public UniqueViolationException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.UNIQUE_VIOLATION, "A value that has to be unique exists already.")
                        .hint("use another key, an upsert, or catch UniqueViolationException"),
                cause);
    }
}
