package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The database could not serialize this transaction with others. It may be run again from its start.
 */
public final class SerializationFailureException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public SerializationFailureException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.SERIALIZATION_FAILURE, "The transaction could not be serialized with others.")
                        .hint("run the transaction again from its start"),
                cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
