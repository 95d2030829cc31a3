package io.granary.error;

import org.jspecify.annotations.Nullable;

/** Rows refer to one another in a circle, so that none of them can be written first. */
public final class CircularDependencyException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public CircularDependencyException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public CircularDependencyException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static CircularDependencyException of(String sentence, String hint) {
        return new CircularDependencyException(
                ErrorReport.of(ErrorCode.CIRCULAR_DEPENDENCY, sentence).hint(hint));
    }
}
