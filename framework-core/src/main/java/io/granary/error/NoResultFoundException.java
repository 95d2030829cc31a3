package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * Exactly one row was asked for and there was none.
 */
public final class NoResultFoundException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoResultFoundException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoResultFoundException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoResultFoundException of(String sentence, String hint) {
        return new NoResultFoundException(
                ErrorReport.of(ErrorCode.NO_RESULT, sentence).hint(hint));
    }
}
