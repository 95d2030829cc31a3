package io.granary.error;

import org.jspecify.annotations.Nullable;

/** The row of an object is not there any more. */
public final class ObjectDeletedException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public ObjectDeletedException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public ObjectDeletedException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static ObjectDeletedException of(String sentence, String hint) {
        return new ObjectDeletedException(
                ErrorReport.of(ErrorCode.OBJECT_DELETED, sentence).hint(hint));
    }
}
