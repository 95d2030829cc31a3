package io.granary.error;

import org.jspecify.annotations.Nullable;

/** Something was asked for an object that needs its session, and it has none. */
public final class DetachedInstanceException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public DetachedInstanceException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public DetachedInstanceException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static DetachedInstanceException of(String sentence, String hint) {
        return new DetachedInstanceException(
                ErrorReport.of(ErrorCode.DETACHED_INSTANCE, sentence).hint(hint));
    }
}
