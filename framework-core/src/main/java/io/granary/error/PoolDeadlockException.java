package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * Lease holders wait for each other's connections. Nothing was sent; the transaction of this caller has to end first.
 */
public final class PoolDeadlockException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PoolDeadlockException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PoolDeadlockException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PoolDeadlockException of(String sentence, String hint) {
        return new PoolDeadlockException(
                ErrorReport.of(ErrorCode.POOL_DEADLOCK, sentence).hint(hint));
    }
}
