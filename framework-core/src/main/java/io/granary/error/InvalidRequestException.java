package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * What was asked does not fit the state of the connection, transaction or result it was asked of. Nothing was sent.
 */
public class InvalidRequestException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public InvalidRequestException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public InvalidRequestException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static InvalidRequestException of(String sentence, String hint) {
        return new InvalidRequestException(
                ErrorReport.of(ErrorCode.INVALID_REQUEST, sentence).hint(hint));
    }
}
