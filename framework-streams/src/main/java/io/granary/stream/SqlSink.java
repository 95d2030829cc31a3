package io.granary.stream;

import io.granary.engine.AsyncEngine;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.Sql;
import io.granary.sql.TableReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Sinks that write the elements of a stream in batches, as {@link SqlFlow} does. Each is a blueprint: every run leases connections of its own, none
 * before its first batch.
 *
 * <p>The materialized stage completes with the summary when all is written and committed, and fails as the stream does: with {@link
 * io.granary.error.BatchFailedException} when a batch could not be written. Where failing batches are to be reported, the summary has their number;
 * {@link SqlFlow} gives them.
 */
public final class SqlSink {

    private SqlSink() {}

    /**
     * {@return a sink that does something with each batch}
     *
     * @param <T> the elements
     * @param <R> what comes of a batch, which nobody gets
     * @param engine leases the connections; its view says for whom and with what options
     * @param settings how elements are gathered and written
     * @param work writes a batch on a connection with a transaction
     */
    public static <T, R> Sink<T, CompletionStage<BatchSummary>> batches(
            AsyncEngine engine, BatchSettings<? super T> settings, BatchWork<T, R> work) {
        return SqlFlow.batches(engine, settings, work).to(Sink.ignore());
    }

    /**
     * {@return a sink that executes a statement for each element}
     *
     * @param <T> the elements
     * @param engine leases the connections
     * @param statement what is executed
     * @param settings how elements are gathered and written
     * @param values the values of an element by name
     */
    public static <T> Sink<T, CompletionStage<BatchSummary>> execute(
            AsyncEngine engine,
            Executable statement,
            BatchSettings<? super T> settings,
            Function<? super T, ? extends Map<String, ?>> values) {
        return batches(engine, settings, BatchWork.executing(statement, values));
    }

    /**
     * {@return a sink that inserts each element, in pages of many rows}
     *
     * @param <T> the elements
     * @param engine leases the connections
     * @param insert the INSERT, without rows
     * @param settings how elements are gathered and written
     * @param values the values of an element by column, as {@link io.granary.engine.RowValues} has them of a record
     */
    public static <T> Sink<T, CompletionStage<BatchSummary>> insert(
            AsyncEngine engine,
            Insert insert,
            BatchSettings<? super T> settings,
            Function<? super T, ? extends Map<String, ?>> values) {
        return execute(engine, insert, settings, values);
    }

    /**
     * {@return a sink that inserts each element, or changes the row that is there with its key}
     *
     * <p>Of elements with equal keys, the last one stays, if batches are written one after another. More is said by {@link #execute} of an INSERT
     * with {@link Insert#onConflict}.
     *
     * @param <T> the elements
     * @param engine leases the connections
     * @param table where to
     * @param settings how elements are gathered and written
     * @param values the values of an element by column; those that are no key are changed in a row that is there
     * @param keys the columns of a unique key; none for the primary key
     */
    public static <T> Sink<T, CompletionStage<BatchSummary>> upsert(
            AsyncEngine engine,
            TableReference table,
            BatchSettings<? super T> settings,
            Function<? super T, ? extends Map<String, ?>> values,
            ColumnExpression<?>... keys) {
        List<ColumnExpression<?>> key = keys.length == 0 ? table.primaryKeyColumns() : List.of(keys);
        return execute(engine, Sql.insert(table).upsert(key.toArray(ColumnExpression<?>[]::new)), settings, values);
    }
}
