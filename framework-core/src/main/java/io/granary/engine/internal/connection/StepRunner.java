package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;
import io.granary.engine.internal.compile.BoundStatement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a step into the driver's call. Outcomes come on whatever thread the driver has, to consumers that only send messages.
 *
 * <p>Where the driver can, a transaction is begun by the message of its first statement: until that comes, nothing is open on the server, and nothing to be ended.
 */
final class StepRunner {

    /** A buffered result is taken in large pieces; its rows are kept anyway. */
    private static final int CHUNK = 256;

    private final DriverConnection driver;
    private final boolean together;
    private boolean puttingOff;
    private boolean readOnly;

    /** How a transaction begins that was said to, and of which the server knows nothing yet. */
    private @Nullable TransactionMode owed;

    StepRunner(DriverConnection driver, boolean beginWithFirstStatement) {
        this.driver = driver;
        this.together = beginWithFirstStatement && driver.beginsWithStatements();
        this.puttingOff = together;
    }

    /** Somebody is lent the connection. */
    void lent() {
        owed = null;
        puttingOff = together;
    }

    /** What is begun has to be open from now on, as somebody may use the driver's own connection. */
    void beginAtOnce() {
        puttingOff = false;
    }

    /** Whether a transaction was said to begin, of which the server knows nothing yet. */
    boolean isBeginOwed() {
        return owed != null;
    }

    /** Whether the transaction has to be begun by {@link Step.Open} ahead of a step, which needs it and does not begin it itself. */
    boolean opensBefore(Step step) {
        if (owed == null
                || step instanceof Step.Ping
                || step instanceof Step.Open
                || step instanceof Step.Identify
                || step instanceof Step.Commit
                || step instanceof Step.Rollback) {
            return false;
        }
        return !(step instanceof Step.Run run && beginsWith(run));
    }

    /** Rows that are given on are asked for later, or never; the statement of others is sent at once. */
    private boolean beginsWith(Step.Run run) {
        return run.transfer().isEmpty() && driver.beginsWith(statement(run));
    }

    void run(Step step, Consumer<StatementRows> done, Consumer<DriverException> failed) {
        try {
            if (isNothing(step)) {
                done.accept(StatementRows.NOTHING);
            } else if (step instanceof Step.Run run) {
                execute(run, done, failed);
            } else if (step instanceof Step.Identify identify) {
                ask(identify.sql(), DriverStatement.Returns.ROWS, new RowCollector(done, failed));
            } else if (step instanceof Step.Reset reset) {
                ask(reset.sql(), DriverStatement.Returns.UNKNOWN, new RowCollector(done, failed));
            } else {
                call(step).whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        done.accept(StatementRows.NOTHING);
                    } else {
                        failed.accept(DriverException.of(failure));
                    }
                });
            }
        } catch (RuntimeException defect) {
            failed.accept(DriverException.of(defect));
        }
    }

    /** Whether the server has no part in a step: a transaction is only said to begin, or ends without anything having been done in it. */
    private boolean isNothing(Step step) {
        if (step instanceof Step.Begin begin && puttingOff) {
            owed = begin.mode();
            readOnly = begin.mode().readOnly().orElse(false);
            return true;
        }
        if (step instanceof Step.Open) {
            return owed == null;
        }
        if (owed == null || step instanceof Step.Ping) {
            return false;
        }
        if (step instanceof Step.Commit || step instanceof Step.Rollback) {
            owed = null;
            readOnly = false;
            return true;
        }
        return step instanceof Step.Identify;
    }

    private static DriverStatement statement(Step.Run run) {
        BoundStatement statement = run.statement();
        DriverStatement.Returns returns = ResultAssembly.returns(statement);
        return new DriverStatement(
                statement.sql(),
                ResultAssembly.bindings(statement),
                returns,
                // What gives no rows has none to fetch; a size would have some drivers open a cursor.
                returns == DriverStatement.Returns.COUNT ? 0 : run.fetchSize(),
                run.relay().map(ChunkRelay::chunkRows).orElse(CHUNK));
    }

    private void execute(Step.Run run, Consumer<StatementRows> done, Consumer<DriverException> failed) {
        if (run.copy().isPresent()) {
            copy(run.statement(), run.copy().get(), done, failed);
            return;
        }
        DriverStatement sent = statement(run);
        if (run.relay().isPresent()) {
            ChunkRelay relay = run.relay().get();
            relay.begin(driver.execute(sent, relay.receiver(done, failed)));
            return;
        }
        RowReceiver receiver =
                run.early().isPresent() ? run.early().get().receiver(done, failed) : new RowCollector(done, failed);
        TransactionMode begins = owed;
        owed = null;
        DriverExecution execution =
                begins == null ? driver.execute(sent, receiver) : driver.executeFirst(begins, sent, receiver);
        execution.request(DriverExecution.ALL);
    }

    private void copy(
            BoundStatement statement, CopyRelay relay, Consumer<StatementRows> done, Consumer<DriverException> failed) {
        if (!driver.supportsCopy()) {
            failed.accept(new DriverException(
                    DriverException.Origin.REFUSED, "this driver copies nothing in", "0A000", 0, null, null));
            return;
        }
        relay.begin();
        driver.copyIn(statement.sql(), relay).whenComplete((count, failure) -> {
            if (failure == null) {
                done.accept(new StatementRows(null, List.of(), count == null ? 0 : count));
            } else {
                failed.accept(DriverException.of(failure));
            }
        });
    }

    private void ask(String sql, DriverStatement.Returns returns, RowCollector collector) {
        driver.execute(new DriverStatement(sql, List.of(), returns, 0, 1), collector)
                .request(DriverExecution.ALL);
    }

    /** Whether what runs now may not write, because whoever began the transaction said so. */
    boolean readOnly() {
        return readOnly;
    }

    private CompletionStage<?> call(Step step) {
        if (step instanceof Step.Commit || step instanceof Step.Rollback) {
            readOnly = false;
        }
        if (step instanceof Step.Begin begin) {
            readOnly = begin.mode().readOnly().orElse(false);
            return driver.begin(begin.mode());
        } else if (step instanceof Step.Open) {
            TransactionMode mode = owed;
            owed = null;
            return driver.begin(mode == null ? TransactionMode.DEFAULT : mode);
        } else if (step instanceof Step.Commit) {
            return driver.commit();
        } else if (step instanceof Step.Rollback) {
            return driver.rollback();
        } else if (step instanceof Step.SetSavepoint savepoint) {
            return driver.savepoint(savepoint.name());
        } else if (step instanceof Step.ReleaseSavepoint savepoint) {
            return driver.releaseSavepoint(savepoint.name());
        } else if (step instanceof Step.RollbackToSavepoint savepoint) {
            return driver.rollbackToSavepoint(savepoint.name());
        } else {
            return driver.ping().thenAccept(StepRunner::requireAnswer);
        }
    }

    private static void requireAnswer(boolean answered) {
        if (!answered) {
            throw DriverException.fault("the server did not answer the ping", null);
        }
    }
}
