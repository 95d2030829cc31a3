package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.error.ArgumentException;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.stream.internal.BatchFlows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;

/**
 * Flows that write what passes through them, in batches, and give what was written. Each is a blueprint: every run leases connections of its own,
 * none before its first batch.
 *
 * <p>Of a run there are as many batches on their way as {@link BatchSettings#parallelism} says, and one that is gathered; when that is full, one more
 * element is taken and no other. A batch is written in a transaction of its own, or all in one. When one fails, the stream does so with {@link
 * io.granary.error.BatchFailedException}, and the batches that are on their way beside it run to their end; {@link
 * BatchSettings#withFailuresReported} has the stream go on.
 *
 * <p>When the stream fails before the flow, what was gathered and not written is dropped, as Pekko's operators do. When whoever reads cancels,
 * batches that have a connection are let end, and those that wait for one are dropped; one transaction for the whole stream is rolled back in both cases.
 *
 * <p>The materialized stage completes with the summary when nothing is written any more, and fails as the stream does.
 */
public final class SqlFlow {

    private SqlFlow() {}

    /**
     * {@return a flow that does something with each batch}
     *
     * @param <T> the elements
     * @param <R> what comes of a batch
     * @param engine leases the connections; its view says for whom and with what options
     * @param settings how elements are gathered and written
     * @param work writes a batch on a connection with a transaction; runs again where it is retried
     */
    public static <T, R> Flow<T, Batch<T, R>, CompletionStage<BatchSummary>> batches(
            AsyncEngine engine, BatchSettings<? super T> settings, BatchWork<T, R> work) {
        requireNonNull(engine, "engine");
        requireNonNull(work, "work");
        return BatchFlows.of(engine, settings, work);
    }

    /**
     * {@return a flow that executes a statement for each element: an INSERT in pages of many rows}
     *
     * @param <T> the elements
     * @param engine leases the connections
     * @param statement what is executed
     * @param settings how elements are gathered and written
     * @param values the values of an element by name
     */
    public static <T> Flow<T, Batch<T, Result>, CompletionStage<BatchSummary>> execute(
            AsyncEngine engine,
            Executable statement,
            BatchSettings<? super T> settings,
            Function<? super T, ? extends Map<String, ?>> values) {
        return batches(engine, settings, BatchWork.executing(statement, values));
    }

    /**
     * {@return a flow that inserts each element and gives it with its key, or with what the INSERT returns; in order}
     *
     * <p>See {@link BatchWork#inserting} for what it costs where the database cannot return what it inserts.
     *
     * @param <T> the elements
     * @param engine leases the connections
     * @param insert the INSERT, without rows
     * @param settings how elements are gathered and written; batches that fail are reported by {@link #batches} only
     * @param values the values of an element by column, as {@link io.granary.engine.RowValues} has them of a record
     * @throws ArgumentException if failures are to be reported, or if the INSERT returns nothing and its table has no primary key
     */
    public static <T> Flow<T, Inserted<T>, CompletionStage<BatchSummary>> insert(
            AsyncEngine engine,
            Insert insert,
            BatchSettings<? super T> settings,
            Function<? super T, ? extends Map<String, ?>> values) {
        if (settings.reportsFailures()) {
            throw ArgumentException.of(
                    "Failing batches are to be reported by a flow of single rows, which has no place for them.",
                    "use SqlFlow.batches with BatchWork.inserting, and look at each Batch");
        }
        BatchWork<T, List<Inserted<T>>> work = BatchWork.inserting(engine, insert, values);
        return batches(engine, settings, work).mapConcat(SqlFlow::result);
    }

    private static <T, R> R result(Batch<T, R> batch) {
        if (batch instanceof Batch.Written<T, R> written) {
            return written.result();
        }
        throw ((Batch.Failed<T, R>) batch).failure();
    }
}
