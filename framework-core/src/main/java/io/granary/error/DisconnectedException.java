package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The link to the database was lost, or could not be made. A transaction that had not reached COMMIT is rolled back by the server. What may have been
 * committed fails as {@link CommitOutcomeUnknownException} instead, unless the database itself said that it was not.
 */
public final class DisconnectedException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public DisconnectedException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.DISCONNECTED, "The link to the database was lost or could not be made.")
                        .hint(
                                "check that the server runs and can be reached; run the transaction again from its start"),
                cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
