package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The line of waiters is full, so the request was refused at once. Nothing was sent: a retry is safe, later.
 */
public final class PoolBusyException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PoolBusyException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PoolBusyException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PoolBusyException of(String sentence, String hint) {
        return new PoolBusyException(
                ErrorReport.of(ErrorCode.POOL_BUSY, sentence).hint(hint));
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
