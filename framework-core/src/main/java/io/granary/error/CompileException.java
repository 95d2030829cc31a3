package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A statement cannot be rendered for the database at hand, or its parameters do not fit its placeholders. Nothing was sent.
 */
public final class CompileException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public CompileException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public CompileException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static CompileException of(String sentence, String hint) {
        return new CompileException(ErrorReport.of(ErrorCode.COMPILE, sentence).hint(hint));
    }
}
