package io.granary.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The link was lost while COMMIT was in flight: the transaction is committed, or rolled back, and nobody here knows. A retry is
 * safe only for work that may happen twice.
 */
public final class CommitOutcomeUnknownException extends OperationalException {

    private static final long serialVersionUID = 1L;

    private static final String SENTENCE = "The link was lost while COMMIT was in flight: the outcome is not known.";

    private final @Nullable String transactionId;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public CommitOutcomeUnknownException(DatabaseError error, @Nullable Throwable cause) {
        super(
                error,
                error.report(ErrorCode.COMMIT_UNKNOWN, SENTENCE)
                        .hint("look in the database before doing the work again"),
                cause);
        this.transactionId = null;
    }

    /**
     * Says which transaction it was.
     *
     * @param transactionId the server's own id of the transaction
     * @param lost what was known when the link was lost; its cause becomes this one's
     */
    public CommitOutcomeUnknownException(String transactionId, CommitOutcomeUnknownException lost) {
        super(
                lost.error(),
                lost.error()
                        .report(ErrorCode.COMMIT_UNKNOWN, SENTENCE)
                        .with("id", transactionId)
                        .hint(
                                "ask the server for that transaction, or look for what it wrote, before doing the work again"),
                lost.getCause());
        this.transactionId = transactionId;
    }

    /**
     * {@return the server's own id of the transaction; empty unless commits are resolved (see {@code EngineOptions.commitResolution}) and
     * the server had given it one. On PostgreSQL it is what {@code pg_current_xact_id()} gives, {@code @}, and the server's timeline}
     */
    public Optional<String> transactionId() {
        return Optional.ofNullable(transactionId);
    }
}
