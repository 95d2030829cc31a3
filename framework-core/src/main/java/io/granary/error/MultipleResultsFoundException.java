package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * At most one row was asked for and there were more.
 */
public final class MultipleResultsFoundException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public MultipleResultsFoundException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public MultipleResultsFoundException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static MultipleResultsFoundException of(String sentence, String hint) {
        return new MultipleResultsFoundException(
                ErrorReport.of(ErrorCode.MULTIPLE_RESULTS, sentence).hint(hint));
    }
}
