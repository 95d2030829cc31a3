package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The engine was closed, or is being closed. Nothing was sent.
 */
public final class PoolClosedException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PoolClosedException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PoolClosedException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PoolClosedException of(String sentence, String hint) {
        return new PoolClosedException(
                ErrorReport.of(ErrorCode.POOL_CLOSED, sentence).hint(hint));
    }
}
