package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * No driver or dialect is known for the name in a URL. A retry fails again.
 */
public final class NoSuchModuleException extends ArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public NoSuchModuleException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public NoSuchModuleException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static NoSuchModuleException of(String sentence, String hint) {
        return new NoSuchModuleException(
                ErrorReport.of(ErrorCode.NO_SUCH_MODULE, sentence).hint(hint));
    }
}
