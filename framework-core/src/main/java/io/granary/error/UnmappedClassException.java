package io.granary.error;

import org.jspecify.annotations.Nullable;

/** A session was given an object, or asked for one, of a class that is not mapped. Nothing was sent. */
public final class UnmappedClassException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public UnmappedClassException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public UnmappedClassException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static UnmappedClassException of(String sentence, String hint) {
        return new UnmappedClassException(
                ErrorReport.of(ErrorCode.UNMAPPED_CLASS, sentence).hint(hint));
    }
}
