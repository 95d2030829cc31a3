package io.granary.testkit;

import io.granary.engine.EngineOptions;
import io.granary.engine.StatementListener;
import io.granary.testkit.fixtures.SqlLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an engine really sends into a log, each statement when it has ended, with the number of its sets of parameters. To be given to
 * {@link EngineOptions#withListener}.
 *
 * @param log where they are written
 */
public record SentStatements(SqlLog log) implements StatementListener {

    @Override
    public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
        if (!statement.sql().endsWith(Bench.PAST)) {
            log.record(statement.sql(), statement.parameterSets());
        }
    }
}
