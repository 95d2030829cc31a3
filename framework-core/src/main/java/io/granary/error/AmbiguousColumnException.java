package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A row has several columns of the name asked for; ask by position.
 */
public final class AmbiguousColumnException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public AmbiguousColumnException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public AmbiguousColumnException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static AmbiguousColumnException of(String sentence, String hint) {
        return new AmbiguousColumnException(
                ErrorReport.of(ErrorCode.AMBIGUOUS_COLUMN, sentence).hint(hint));
    }
}
