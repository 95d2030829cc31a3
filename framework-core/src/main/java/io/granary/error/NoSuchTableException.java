package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A table was to be reflected and does not exist.
 */
public final class NoSuchTableException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoSuchTableException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoSuchTableException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoSuchTableException of(String sentence, String hint) {
        return new NoSuchTableException(
                ErrorReport.of(ErrorCode.NO_SUCH_TABLE, sentence).hint(hint));
    }
}
