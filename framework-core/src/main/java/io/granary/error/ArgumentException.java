package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * An argument, a URL or an option is wrong; thrown at once, before anything is opened. Names the part and, where there is
 * one, the near-miss. A retry fails again.
 */
public class ArgumentException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public ArgumentException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public ArgumentException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static ArgumentException of(String sentence, String hint) {
        return new ArgumentException(
                ErrorReport.of(ErrorCode.ARGUMENT, sentence).hint(hint));
    }
}
