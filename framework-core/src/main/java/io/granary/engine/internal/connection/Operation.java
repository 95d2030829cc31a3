package io.granary.engine.internal.connection;

import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Answer;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something a lease's holder asked for: which steps it takes, and what its end means. Plain; the connection actor runs the steps.
 *
 * <p>Exactly one of {@link #succeed} and {@link #fail} is called, once.
 */
interface Operation {

    /** {@return who asked} */
    Answer<?> answer();

    /**
     * {@return the steps, perhaps none}
     *
     * @param transactions the lease's transactions; changed as if the steps had succeeded where a beginning is planned
     * @throws GranaryException if it may not run now
     */
    List<Step> plan(TransactionState transactions);

    /**
     * A step ended well.
     *
     * @param step which
     * @param rows what it gave, if it gives something
     * @param transactions the lease's transactions
     * @return what has to be done next because of what it gave, perhaps nothing
     */
    default List<Step> stepped(Step step, StatementRows rows, TransactionState transactions) {
        return List.of();
    }

    /**
     * A step failed, and the link lives.
     *
     * @param step which
     * @param failure why
     * @param transactions the lease's transactions
     * @return what has to be done before the operation fails, perhaps nothing
     */
    default List<Step> stepFailed(Step step, GranaryException failure, TransactionState transactions) {
        if (step instanceof Step.Begin) {
            transactions.clear();
        } else if (step instanceof Step.SetSavepoint) {
            transactions.beginFailed();
            transactions.statementFailed(failure);
        } else if (step instanceof Step.Open) {
            transactions.neverBegan(failure);
        } else if (step instanceof Step.Run) {
            transactions.statementFailed(failure);
        }
        return List.of();
    }

    /**
     * Every step ended well. The transactions have been published.
     *
     * @param rows what the statement among the steps gave, if there was one
     * @param transactions the lease's transactions
     */
    void succeed(StatementRows rows, TransactionState transactions);

    /** The steps are over, just before the transactions are published. */
    default void settle(TransactionState transactions) {}

    /**
     * It failed, or was never started.
     *
     * @param failure why
     */
    default void fail(GranaryException failure) {
        answer().fail(failure);
    }

    /**
     * {@return how long each of its steps may take; empty for no limit}
     *
     * @param engine the engine's options
     */
    default Optional<Duration> timeout(EngineOptions engine) {
        return engine.statementTimeout();
    }

    /** {@return whether the lease is over after it, however it ends} */
    default boolean endsLease() {
        return false;
    }
}
