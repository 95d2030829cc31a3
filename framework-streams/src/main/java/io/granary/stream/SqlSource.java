package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.error.ArgumentException;
import io.granary.sql.Executable;
import io.granary.stream.internal.ChunkStage;
import io.granary.stream.internal.PartitionWriter;
import io.granary.stream.internal.RowWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Sources of rows, each a blueprint: every materialization leases a connection of its own, runs the statement, and gives the connection back at the end, on failure, and when
 * whoever reads has had enough or ends. A Source that is not run leases nothing.
 *
 * <p>Demand reaches the database: rows are fetched in chunks of {@link ExecutionOptions#fetchSize}, 1000 unless the engine's options say otherwise, and two chunks at most are
 * here or on their way before somebody takes their rows. PostgreSQL then sends no more; MySQL and MariaDB fill the socket and wait; H2 has the rows in this JVM. What the
 * statement changes is committed when it has ended, and not when its reader cancels. For a stream in a transaction of one's own: {@link AsyncResult}.
 *
 * <p>The materialized stage completes with the summary when the stream has ended or was cancelled, and fails as the stream does: with the exceptions of {@link
 * AsyncEngine#execute(Executable)}. Running the Source again is safe where running the statement again is.
 */
public final class SqlSource {

    private static final int USUAL = 1000;

    private SqlSource() {}

    /**
     * {@return the rows of a statement without parameters}
     *
     * @param engine leases the connections; its view says for whom and with what options
     * @param statement what to run
     */
    public static Source<Row, CompletionStage<StreamSummary>> of(AsyncEngine engine, Executable statement) {
        return of(engine, statement, Map.of());
    }

    /**
     * {@return the rows of a statement}
     *
     * @param engine leases the connections
     * @param statement what to run
     * @param parameters values by name
     */
    public static Source<Row, CompletionStage<StreamSummary>> of(
            AsyncEngine engine, Executable statement, Map<String, ?> parameters) {
        return rows(engine, statement, parameters, row -> row);
    }

    /**
     * {@return the rows of a statement as records, made as {@link Row#into} does}
     *
     * @param <R> the record
     * @param engine leases the connections
     * @param statement what to run
     * @param parameters values by name
     * @param type the record's class
     */
    public static <R extends Record> Source<R, CompletionStage<StreamSummary>> into(
            AsyncEngine engine, Executable statement, Map<String, ?> parameters, Class<R> type) {
        requireNonNull(type, "type");
        return rows(engine, statement, parameters, row -> row.into(type));
    }

    /**
     * {@return the rows of a statement in lists of one size, the last one of what remains}
     *
     * <p>Rows are fetched in chunks of whole partitions, unless the engine's options say otherwise; a list is a view of its chunk.
     *
     * @param engine leases the connections
     * @param statement what to run
     * @param parameters values by name
     * @param size how many rows a list has, at least 1
     * @throws ArgumentException when the size is less than 1
     */
    public static Source<List<Row>, CompletionStage<StreamSummary>> partitions(
            AsyncEngine engine, Executable statement, Map<String, ?> parameters, int size) {
        checkSize(size);
        AsyncEngine fetching = engine.executionOptions().fetchSize().isPresent()
                ? engine
                : engine.withOptions(ExecutionOptions.none().withFetchSize(fetchSize(size)));
        return Source.fromGraph(new ChunkStage<>(
                fetching.stream(statement, parameters), () -> new PartitionWriter<>(size, RowChunk::rows)));
    }

    private static <T> Source<T, CompletionStage<StreamSummary>> rows(
            AsyncEngine engine, Executable statement, Map<String, ?> parameters, Function<Row, T> change) {
        requireNonNull(statement, "statement");
        return Source.fromGraph(new ChunkStage<>(engine.stream(statement, parameters), () -> new RowWriter<>(change)));
    }

    /** As many whole partitions as make a chunk of the usual size. */
    static int fetchSize(int partition) {
        return partition >= USUAL ? partition : USUAL / partition * partition;
    }

    static void checkSize(int size) {
        if (size < 1) {
            throw ArgumentException.of("Partitions of " + size + " rows were asked for.", "Ask for 1 or more.");
        }
    }
}
