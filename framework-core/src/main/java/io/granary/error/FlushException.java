package io.granary.error;

import org.jspecify.annotations.Nullable;

/** What a session holds cannot be written as it is: a key without a value, an object that nobody added. The transaction has to be rolled back. */
public final class FlushException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public FlushException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public FlushException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static FlushException of(String sentence, String hint) {
        return new FlushException(ErrorReport.of(ErrorCode.FLUSH, sentence).hint(hint));
    }
}
