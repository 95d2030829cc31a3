package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.engine.internal.compile.BoundStatement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Turns a step into the driver's call. Outcomes come on whatever thread the driver has, to consumers that only send messages.
 */
final class StepRunner {

    /** A buffered result is taken in large pieces; its rows are kept anyway. */
    private static final int CHUNK = 256;

    private final DriverConnection driver;
    private boolean readOnly;

    StepRunner(DriverConnection driver) {
        this.driver = driver;
    }

    void run(Step step, Consumer<StatementRows> done, Consumer<DriverException> failed) {
        try {
            if (step instanceof Step.Run run) {
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

    private void execute(Step.Run run, Consumer<StatementRows> done, Consumer<DriverException> failed) {
        BoundStatement statement = run.statement();
        if (run.copy().isPresent()) {
            copy(statement, run.copy().get(), done, failed);
            return;
        }
        DriverStatement.Returns returns = ResultAssembly.returns(statement);
        DriverStatement sent = new DriverStatement(
                statement.sql(),
                ResultAssembly.bindings(statement),
                returns,
                // What gives no rows has none to fetch; a size would have some drivers open a cursor.
                returns == DriverStatement.Returns.COUNT ? 0 : run.fetchSize(),
                run.relay().map(ChunkRelay::chunkRows).orElse(CHUNK));
        if (run.relay().isPresent()) {
            ChunkRelay relay = run.relay().get();
            relay.begin(driver.execute(sent, relay.receiver(done, failed)));
        } else {
            RowReceiver receiver =
                    run.early().isPresent() ? run.early().get().receiver(done, failed) : new RowCollector(done, failed);
            driver.execute(sent, receiver).request(DriverExecution.ALL);
        }
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
