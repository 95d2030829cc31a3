package io.granary.engine.internal;

import io.granary.engine.ConnectionListener;
import io.granary.engine.PoolListener;
import io.granary.engine.StatementListener;
import io.granary.error.GranaryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what an engine does to the logger {@code io.granary.echo.<engine>}: statements, their parameters as far as the settings allow
 * to show them, and transactions; with details also results, times and the pool.
 */
final class EchoLog implements StatementListener, ConnectionListener, PoolListener {

    private final Logger log;
    private final boolean details;

    EchoLog(String engine, boolean details) {
        this.log = LoggerFactory.getLogger("io.granary.echo." + engine);
        this.details = details;
    }

    @Override
    public void beforeExecute(Statement statement) {
        log.info(
                "[{}#{}] {}{}",
                statement.engine(),
                statement.connection(),
                statement.sql(),
                statement.parameters().isEmpty() ? "" : " " + statement.parameters());
    }

    @Override
    public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
        if (failure != null) {
            String code =
                    failure instanceof GranaryException known ? known.code().text() : failure.toString();
            log.info("[{}#{}] failed: {}", statement.engine(), statement.connection(), code);
        } else if (details) {
            log.info(
                    "[{}#{}] {} rows in {} µs",
                    statement.engine(),
                    statement.connection(),
                    rows,
                    took.toNanos() / 1_000);
        }
    }

    @Override
    public void onTransaction(String engine, long connection, ConnectionListener.Event event) {
        log.info("[{}#{}] {}", engine, connection, event.name().replace('_', ' '));
    }

    @Override
    public void onPool(String engine, long connection, PoolListener.Event event) {
        if (details) {
            log.info("[{}#{}] pool: {}", engine, connection, event.name().replace('_', ' '));
        }
    }
}
