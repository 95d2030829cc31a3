package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Executable;
import io.granary.sql.Select;
import io.granary.stream.internal.ChunkStage;
import io.granary.stream.internal.KeysetPages;
import io.granary.stream.internal.PartitionWriter;
import io.granary.stream.internal.ReadingWriter;
import io.granary.stream.internal.RowWriter;
import io.granary.stream.internal.SpoolStage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.reactivestreams.Publisher;

/**
 * Sources of rows, each a blueprint: every materialization leases a connection of its own, runs the statement, and gives the connection back at the end, on failure, and when
 * whoever reads has had enough or ends. A Source that is not run leases nothing.
 *
 * <p>Demand reaches the database: rows are fetched in chunks of {@link ExecutionOptions#fetchSize}, 1000 unless the engine's options say otherwise, and besides the chunk
 * whose rows are being given two at most are here or on their way. PostgreSQL then sends no more; MySQL and MariaDB fill the socket and wait; H2 has the rows in this JVM. What the
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
        requireNonNull(statement, "statement");
        return of(engine.stream(statement, parameters));
    }

    /**
     * {@return the rows that an actor was given by an engine (see {@link io.granary.engine.EngineProtocol.Stream}), or that {@link AsyncEngine#stream(Executable, Map)} gives}
     *
     * <p>A reply whose rows nobody runs holds nothing that would have to be given back; each run leases as the view does that was asked. It is to be run in the same JVM: rows, and the way to
     * them, are not written for another, and a {@code SourceRef} goes there in their place. What a lease or a connection gives is run on that connection, which can run nothing else until it
     * has ended, and not at all once the lease is over; {@link AsyncResult#of(org.apache.pekko.actor.typed.ActorSystem, io.granary.engine.RowStream)} has it fetched bit by bit.
     *
     * @param rows has the statement run for each who subscribes
     */
    public static Source<Row, CompletionStage<StreamSummary>> of(Publisher<RowChunk> rows) {
        return rows(rows, row -> row);
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
        requireNonNull(statement, "statement");
        requireNonNull(type, "type");
        return rows(engine.stream(statement, parameters), row -> row.into(type));
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

    /**
     * {@return the rows of a statement, taken from the database ahead of their reader, so that the connection is given back as soon as the database has given all}
     *
     * <p>The summary comes at that moment, too, and not when the last row is read.
     *
     * @param engine leases the connections
     * @param statement what to run
     * @param parameters values by name
     * @param spool how much room there is for what nobody has read yet
     */
    public static Source<Row, CompletionStage<StreamSummary>> spooled(
            AsyncEngine engine, Executable statement, Map<String, ?> parameters, Spool spool) {
        requireNonNull(statement, "statement");
        return spooled(engine.stream(statement, parameters), spool, false, RowChunk::rows);
    }

    static <T> Source<T, CompletionStage<StreamSummary>> spooled(
            Publisher<RowChunk> chunks, Spool spool, boolean gathers, Function<RowChunk, List<T>> reading) {
        return Source.fromGraph(new ChunkStage<>(chunks, () -> new ReadingWriter<>(List::of)))
                .via(SpoolStage.flow(requireNonNull(spool, "spool"), gathers))
                .via(Flow.<RowChunk>create()
                        .mapConcat(chunk -> ReadingWriter.elements(reading.apply(chunk)))
                        .withAttributes(Attributes.inputBuffer(1, 1)));
    }

    /**
     * {@return the rows of a query, read in pages, each by a statement of its own behind the last row of the one before; survives the loss of a connection}
     *
     * <p>A connection is leased for a page and not for the whole, so the reader may take its time. A page that could not be read for a reason that may pass ({@link
     * io.granary.error.GranaryException#retryable()}) is read again; each row comes once. The whole is no snapshot: what others commit while it is read is seen
     * from the next page on, and rows whose key moves forward may come twice. The next page is read while one is worked on.
     *
     * @param engine leases the connections
     * @param select a query that is ordered by columns that it selects, which tell any two rows apart and are never NULL; without a limit
     * @param resumption how large pages are, and behind which row the first begins
     * @throws ArgumentException when the query is in no order, or limited
     */
    public static Source<Row, CompletionStage<StreamSummary>> resumable(
            AsyncEngine engine, Select<?> select, Resumption resumption) {
        KeysetPages.check(select);
        return Source.fromMaterializer(
                        (materializer, attributes) -> new KeysetPages(engine, select, resumption).source())
                .mapMaterializedValue(started -> started.thenCompose(summary -> summary))
                .mapConcat(page -> page);
    }

    /**
     * {@return the rows of a query, read by several connections at once, each of which reads a range of a column's values; their order holds within a range only}
     *
     * <p>Ranges are equal spans between the least and the greatest value, so the column should be spread evenly, and indexed: a key that was counted up, a date. Rows without a value are in the
     * first. On PostgreSQL all connections see the same snapshot; elsewhere each sees what is committed when its statement begins. Connections are leased one after another before the first row
     * comes; if one cannot be had in time, all are given back and the Source fails with {@link io.granary.error.PoolTimeoutException}, which says how many there were. Several at once on one pool may each hold some
     * connections and wait for those of the others, until one's time is up and the others go on: give them a pool that has enough for all, or run one after another. The summary adds up those of all ranges.
     *
     * @param engine leases the connections
     * @param select a query without GROUP BY, DISTINCT, aggregates, window functions, limit and lock. Those that are written as text, or are
     *     functions of the user's own, are not known for what they are, and would be computed of each range by itself
     * @param column a column of what it selects from: whole numbers, decimals, dates or times
     * @param count how many ranges, 1 to as many as the pool can have connections; fewer are read where there are fewer values
     * @throws ArgumentException when the query or the number is not as said
     */
    public static Source<Row, CompletionStage<StreamSummary>> parallelRanges(
            AsyncEngine engine, Select<?> select, ColumnExpression<?> column, int count) {
        return new Ranges(engine, select, column, count).merged();
    }

    /**
     * Runs a query as {@link #parallelRanges} does, and gives each range to a sink of its own.
     *
     * @param <M> what a sink gives
     * @param engine leases the connections
     * @param select a query as {@link #parallelRanges} takes it
     * @param column a column of what it selects from
     * @param count how many ranges at most
     * @param sink makes the sink of each range, numbered from 0; a sink that fails ends its own range alone
     * @param materializer runs the streams
     * @return completes with the ranges, running, when all connections are leased; fails when they could not be. Who gives it up before waits for no more
     *     connections, and has those that were leased given back
     * @throws ArgumentException when the query or the number is not as said
     */
    public static <M> CompletionStage<LaneRun<M>> runRanges(
            AsyncEngine engine,
            Select<?> select,
            ColumnExpression<?> column,
            int count,
            IntFunction<? extends Graph<SinkShape<Row>, M>> sink,
            Materializer materializer) {
        return new Ranges(engine, select, column, count).run(sink, materializer);
    }

    private static <T> Source<T, CompletionStage<StreamSummary>> rows(
            Publisher<RowChunk> chunks, Function<Row, T> change) {
        requireNonNull(chunks, "rows");
        return Source.fromGraph(new ChunkStage<>(chunks, () -> new RowWriter<>(change)));
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
