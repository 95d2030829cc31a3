package io.granary.testkit;

import io.granary.engine.EngineOptions;
import io.granary.engine.StatementListener;
import io.granary.testkit.fixtures.SqlLog;

/**
 * Writes what an engine really sends into a log, each statement as it is sent, with the number of its sets of parameters. To be given to
 * {@link EngineOptions#withListener}. It does not hear of their ends, for that keeps sessions from committing single statements by themselves.
 *
 * @param log where they are written
 */
public record SentStatements(SqlLog log) implements StatementListener {

    @Override
    public void beforeExecute(Statement statement) {
        if (!statement.sql().endsWith(Bench.PAST)) {
            log.record(statement.sql(), statement.parameterSets());
        }
    }
}
