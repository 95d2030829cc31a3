package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A defect: of the database, of its driver, or of Granary. The connection it happened on is given up.
 */
public final class InternalException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public InternalException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.INTERNAL, "Something happened that must not.")
                        .hint("report it with this text"),
                cause);
    }
}
