package io.granary.engine.internal.connection;

import io.granary.driver.TransactionMode;
import io.granary.engine.internal.compile.BoundStatement;
import java.util.Optional;

/** One call to the driver. An operation is a short list of them, decided by {@link TransactionState} and run one after another. */
sealed interface Step {

    /**
     * Begins the transaction on the server.
     *
     * @param mode isolation and access
     */
    record Begin(TransactionMode mode) implements Step {}

    /** Has a transaction that was said to begin with its first statement begin ahead of what cannot begin it. */
    record Open() implements Step {}

    /**
     * Asks the server for the id of the running transaction.
     *
     * @param sql the question
     */
    record Identify(String sql) implements Step {}

    /** Makes the transaction durable. */
    record Commit() implements Step {}

    /** Undoes the transaction. */
    record Rollback() implements Step {}

    /**
     * Sets a savepoint.
     *
     * @param name its name
     */
    record SetSavepoint(String name) implements Step {}

    /**
     * Forgets a savepoint.
     *
     * @param name its name
     */
    record ReleaseSavepoint(String name) implements Step {}

    /**
     * Undoes what came after a savepoint.
     *
     * @param name its name
     */
    record RollbackToSavepoint(String name) implements Step {}

    /**
     * Puts something of the session back to what it was after login.
     *
     * @param sql how
     */
    record Reset(String sql) implements Step {}

    /** Asks the server for a sign of life. */
    record Ping() implements Step {}

    /**
     * Runs a statement and collects what it gives, or gives it on as it comes.
     *
     * @param statement what to run
     * @param fetchSize how many rows the server may send at once; 0 for all
     * @param transfer where rows go as they come, or where they come from; empty to collect what it gives
     * @param early gets the rows that come before the last, where not all are to be collected
     */
    record Run(BoundStatement statement, int fetchSize, Optional<Transfer> transfer, Optional<EarlyRows> early)
            implements Step {

        /** Runs a statement and collects what it gives. */
        Run(BoundStatement statement, int fetchSize) {
            this(statement, fetchSize, Optional.empty(), Optional.empty());
        }

        /** Runs a statement whose rows go or come elsewhere. */
        Run(BoundStatement statement, int fetchSize, Transfer transfer) {
            this(statement, fetchSize, Optional.of(transfer), Optional.empty());
        }

        /** Where rows go as they come. */
        Optional<ChunkRelay> relay() {
            return transfer.filter(ChunkRelay.class::isInstance).map(ChunkRelay.class::cast);
        }

        /** Where rows come from. */
        Optional<CopyRelay> copy() {
            return transfer.filter(CopyRelay.class::isInstance).map(CopyRelay.class::cast);
        }
    }
}
