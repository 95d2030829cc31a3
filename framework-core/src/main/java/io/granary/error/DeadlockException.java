package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The database ended this transaction to break a deadlock. It may be run again from its start.
 */
public final class DeadlockException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public DeadlockException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.DEADLOCK, "The database ended this transaction to break a deadlock.")
                        .hint("run the transaction again from its start, and lock rows in one order everywhere"),
                cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
