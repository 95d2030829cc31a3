package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A row refers to one that does not exist, or is still referred to. A retry fails again unless the data changed.
 */
public final class ForeignKeyViolationException extends IntegrityException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public ForeignKeyViolationException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(
                                ErrorCode.FOREIGN_KEY_VIOLATION,
                                "A row refers to one that does not exist, or is still referred to.")
                        .hint("write the parent first and delete the child first"),
                cause);
    }
}
