package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A driver for one test, its connections, and the ways to wait for them. Closing it checks that no receiver saw a rule broken. */
final class PortSession implements AutoCloseable {

    private final Driver driver;
    private final List<DriverConnection> connections = new CopyOnWriteArrayList<>();
    private final List<ReceiverLog> logs = new ArrayList<>();

    private PortSession(Driver driver) {
        this.driver = driver;
    }

    static PortSession on(Driver driver) {
        return new PortSession(driver);
    }

    /** {@return a new connection} */
    DriverConnection open() {
        return await(opening());
    }

    /** {@return a connection that is being opened} */
    CompletionStage<DriverConnection> opening() {
        return driver.open().whenComplete((connection, failure) -> {
            if (connection != null) {
                connections.add(connection);
            }
        });
    }

    /** Starts a statement and asks for nothing. */
    ReceiverLog start(DriverConnection connection, DriverStatement statement, Consumer<ReceiverLog> onChunk) {
        ReceiverLog log = new ReceiverLog(statement.chunkSize(), onChunk);
        logs.add(log);
        log.of(connection.execute(statement, log));
        return log;
    }

    ReceiverLog start(DriverConnection connection, DriverStatement statement) {
        return start(connection, statement, log -> {});
    }

    /** Runs a statement to its end, whichever. */
    ReceiverLog run(DriverConnection connection, DriverStatement statement) {
        ReceiverLog log = start(connection, statement);
        log.request(DriverExecution.ALL);
        return log.ended();
    }

    /** Runs a query to its good end. */
    ReceiverLog query(DriverConnection connection, String sql, @Nullable Object... values) {
        return good(run(connection, statement(sql, Returns.ROWS, 100, values)));
    }

    /** Runs a statement that gives no rows to its good end. */
    ReceiverLog change(DriverConnection connection, String sql, @Nullable Object... values) {
        return good(run(connection, statement(sql, Returns.COUNT, 100, values)));
    }

    static DriverStatement statement(String sql, Returns returns, int chunkSize, @Nullable Object... values) {
        return new DriverStatement(
                sql, values.length == 0 ? List.of() : List.<Object[]>of(values), returns, 0, chunkSize);
    }

    /** {@return the same log, if it ended well} */
    static ReceiverLog good(ReceiverLog log) {
        if (log.failure() != null) {
            throw new AssertionError("The statement failed: " + log.failure(), log.failure());
        }
        return log;
    }

    /** {@return what a stage gives; what it fails with is thrown as it is} */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(ReceiverLog.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError("a stage failed with no exception of the port", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (TimeoutException e) {
            throw new AssertionError("a stage did not end within " + ReceiverLog.PATIENCE, e);
        }
    }

    @Override
    public void close() {
        connections.forEach(connection -> await(connection.close()));
        await(driver.close());
        List<String> breaches =
                logs.stream().flatMap(log -> log.breaches().stream()).toList();
        if (!breaches.isEmpty()) {
            throw new AssertionError("The port's rules were broken: " + breaches);
        }
    }
}
