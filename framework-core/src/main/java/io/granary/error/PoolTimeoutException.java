package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * No connection became free within the pool's timeout. Nothing was sent: a retry is safe.
 */
public final class PoolTimeoutException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PoolTimeoutException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PoolTimeoutException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PoolTimeoutException of(String sentence, String hint) {
        return new PoolTimeoutException(
                ErrorReport.of(ErrorCode.POOL_TIMEOUT, sentence).hint(hint));
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
