package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A blocking call was made on an actor's dispatcher or an event loop, where it would stop others.
 */
public final class IllegalThreadException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public IllegalThreadException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public IllegalThreadException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static IllegalThreadException of(String sentence, String hint) {
        return new IllegalThreadException(
                ErrorReport.of(ErrorCode.ILLEGAL_THREAD, sentence).hint(hint));
    }
}
