package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A closed connection or result was used, or rows were asked of a result that has none.
 */
public final class ResourceClosedException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public ResourceClosedException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public ResourceClosedException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static ResourceClosedException of(String sentence, String hint) {
        return new ResourceClosedException(
                ErrorReport.of(ErrorCode.RESOURCE_CLOSED, sentence).hint(hint));
    }
}
