package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * What was given cannot be inspected for a schema.
 */
public final class NoInspectionException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoInspectionException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoInspectionException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoInspectionException of(String sentence, String hint) {
        return new NoInspectionException(
                ErrorReport.of(ErrorCode.NO_INSPECTION, sentence).hint(hint));
    }
}
