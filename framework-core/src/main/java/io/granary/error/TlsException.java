package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * An encrypted connection was asked for and could not be had.
 */
public final class TlsException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public TlsException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public TlsException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static TlsException of(String sentence, String hint) {
        return new TlsException(ErrorReport.of(ErrorCode.TLS, sentence).hint(hint));
    }
}
