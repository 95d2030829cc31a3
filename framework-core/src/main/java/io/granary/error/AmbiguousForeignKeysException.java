package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * Two tables were to be joined and several foreign keys connect them.
 */
public final class AmbiguousForeignKeysException extends ArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public AmbiguousForeignKeysException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public AmbiguousForeignKeysException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static AmbiguousForeignKeysException of(String sentence, String hint) {
        return new AmbiguousForeignKeysException(
                ErrorReport.of(ErrorCode.AMBIGUOUS_FOREIGN_KEYS, sentence).hint(hint));
    }
}
