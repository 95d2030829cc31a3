package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A row has no column of the name or position asked for.
 */
public final class NoSuchColumnException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoSuchColumnException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoSuchColumnException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoSuchColumnException of(String sentence, String hint) {
        return new NoSuchColumnException(
                ErrorReport.of(ErrorCode.NO_SUCH_COLUMN, sentence).hint(hint));
    }
}
