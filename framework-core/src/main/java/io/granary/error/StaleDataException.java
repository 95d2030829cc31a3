package io.granary.error;

import org.jspecify.annotations.Nullable;

/** A row that was to be changed is not there any more, or has another version than the one that was loaded: somebody else changed it.
 * Nothing of the flush stays; load the object anew and try again. */
public final class StaleDataException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public StaleDataException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public StaleDataException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static StaleDataException of(String sentence, String hint) {
        return new StaleDataException(
                ErrorReport.of(ErrorCode.STALE_DATA, sentence).hint(hint));
    }
}
