package io.granary.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The link was lost while COMMIT was in flight, or a statement that may change something and is committed by the server at its end: it is committed, or
 * rolled back, and nobody here knows. A retry is safe only for work that may happen twice. Where the database's last words prove that nothing was done,
 * it is {@link DisconnectedException}.
 */
public final class CommitOutcomeUnknownException extends OperationalException {

    private static final long serialVersionUID = 1L;

    private static final String SENTENCE = "The link was lost while COMMIT was in flight: the outcome is not known.";

    private static final String STATEMENT =
            "The link was lost while a statement was in flight that is committed at its end: the outcome is not known.";
    private static final String LOOK = "look in the database before doing the work again";

    private final @Nullable String transactionId;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public CommitOutcomeUnknownException(DatabaseError error, @Nullable Throwable cause) {
        this(error, SENTENCE, cause);
    }

    private CommitOutcomeUnknownException(DatabaseError error, String sentence, @Nullable Throwable cause) {
        super(error, error.report(ErrorCode.COMMIT_UNKNOWN, sentence).hint(LOOK), cause);
        this.transactionId = null;
    }

    /**
     * {@return what is told of a statement outside of a transaction, which the server commits at its end}
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, or why the connection was given up, if there is one
     */
    public static CommitOutcomeUnknownException ofStatement(DatabaseError error, @Nullable Throwable cause) {
        return new CommitOutcomeUnknownException(error, STATEMENT, cause);
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
