package io.granary.examples.snippets;

import io.granary.engine.StatementListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of statements that take long. */
// #listener
record SlowStatements(Duration limit) implements StatementListener {

    private static final Logger LOG = LoggerFactory.getLogger(SlowStatements.class);

    @Override
    public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
        if (took.compareTo(limit) >= 0) {
            LOG.warn("[{}] took {} ms: {}", statement.engine(), took.toMillis(), statement.sql());
        }
    }
}
// #listener
