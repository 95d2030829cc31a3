package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A lease was used after it had ended: released, invalidated, revoked or expired. Nothing was sent.
 */
public final class StaleLeaseException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public StaleLeaseException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public StaleLeaseException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static StaleLeaseException of(String sentence, String hint) {
        return new StaleLeaseException(
                ErrorReport.of(ErrorCode.STALE_LEASE, sentence).hint(hint));
    }
}
