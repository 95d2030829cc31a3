package io.granary.error;

/**
 * The link was lost while COMMIT was in flight, and the server said afterwards that the transaction was rolled back. Nothing of it is
 * durable; it may be run again from its start.
 */
public final class CommitRolledBackException extends OperationalException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what became of the transaction.
     *
     * @param transactionId the server's own id of the transaction
     * @param lost what was known when the link was lost; becomes the cause
     */
    public CommitRolledBackException(String transactionId, CommitOutcomeUnknownException lost) {
        super(
                lost.error(),
                lost.error()
                        .report(
                                ErrorCode.COMMIT_ROLLED_BACK,
                                "The link was lost while COMMIT was in flight, and the server has rolled the transaction back.")
                        .with("id", transactionId)
                        .hint("run the transaction again from its start"),
                lost);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
