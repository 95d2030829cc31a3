package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A defect ended the pool, and another took its place. What waited for a connection was not sent; what ran was cut off, and what was open is
 * rolled back. So the work may be run again from its start: of a COMMIT, or a statement that commits by itself, that was in flight, {@link
 * CommitOutcomeUnknownException} tells instead.
 */
public final class PoolRestartedException extends GranaryException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public PoolRestartedException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public PoolRestartedException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }

    /**
     * {@return an exception with a sentence and a hint}
     *
     * @param sentence what was found and what was expected
     * @param hint what to do about it
     */
    public static PoolRestartedException of(String sentence, String hint) {
        return new PoolRestartedException(
                ErrorReport.of(ErrorCode.POOL_RESTARTED, sentence).hint(hint));
    }
}
