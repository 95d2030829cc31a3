package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * A lock was not granted in time. The transaction may be run again from its start.
 */
public final class LockTimeoutException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public LockTimeoutException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.LOCK_TIMEOUT, "A lock was not granted in time.")
                        .hint("run the transaction again, and look for one that holds locks for long"),
                cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
