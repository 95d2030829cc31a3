package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The database or its driver cannot do what was asked. A retry fails again.
 */
public final class NotSupportedException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public NotSupportedException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.NOT_SUPPORTED, "The database or its driver cannot do this.")
                        .hint("use another way, or another database"),
                cause);
    }

    private NotSupportedException(String sentence, String hint) {
        super(
                DatabaseError.of(sentence),
                ErrorReport.of(ErrorCode.NOT_SUPPORTED, sentence).hint(hint),
                null);
    }

    /**
     * {@return an exception for what is known not to be possible before anything is sent}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do instead
     */
    public static NotSupportedException of(String sentence, String hint) {
        return new NotSupportedException(sentence, hint);
    }
}
