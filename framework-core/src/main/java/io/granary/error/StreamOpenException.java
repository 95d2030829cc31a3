package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A statement was sent to a connection whose own stream is still open.
 */
public final class StreamOpenException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public StreamOpenException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public StreamOpenException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static StreamOpenException of(String sentence, String hint) {
        return new StreamOpenException(
                ErrorReport.of(ErrorCode.STREAM_OPEN, sentence).hint(hint));
    }
}
