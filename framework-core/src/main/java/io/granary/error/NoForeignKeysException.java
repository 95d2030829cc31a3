package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * Two tables were to be joined and no foreign key connects them.
 */
public final class NoForeignKeysException extends ArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoForeignKeysException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoForeignKeysException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoForeignKeysException of(String sentence, String hint) {
        return new NoForeignKeysException(
                ErrorReport.of(ErrorCode.NO_FOREIGN_KEYS, sentence).hint(hint));
    }
}
