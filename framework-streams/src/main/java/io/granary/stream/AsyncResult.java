package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.sql.Executable;
import io.granary.stream.internal.Feed;
import io.granary.stream.internal.Unique;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The rows of one execution, read as they come: by fetching, by a Source, or by both, one after the other. (SQLAlchemy's {@code AsyncResult}.)
 *
 * <p>The statement is executed when the first row is asked for, on the connection it was made of, which can run nothing else until the result has been read to its end or
 * closed.
 *
 * @param <T> what a row becomes
 */
public final class AsyncResult<T> extends AsyncResultView<T> {

    private final Function<Result, Result> columns;
    private final boolean unique;

    private AsyncResult(
            Feed feed, Function<Result, Result> columns, boolean unique, Function<RowChunk, List<T>> reading) {
        super(feed, reading);
        this.columns = columns;
        this.unique = unique;
    }

    /**
     * {@return the rows of a statement without parameters}
     *
     * @param connection where it runs
     * @param statement what to run
     */
    public static AsyncResult<Row> of(AsyncConnection connection, Executable statement) {
        return of(connection, statement, Map.of());
    }

    /**
     * {@return the rows of a statement}
     *
     * @param connection where it runs
     * @param statement what to run
     * @param parameters values by name
     */
    public static AsyncResult<Row> of(AsyncConnection connection, Executable statement, Map<String, ?> parameters) {
        requireNonNull(statement, "statement");
        return new AsyncResult<>(
                new Feed(connection.system(), connection.stream(statement, parameters)),
                Function.identity(),
                false,
                RowChunk::rows);
    }

    private static Result result(RowChunk chunk) {
        return Result.of(ResultData.ofRows(chunk.keys(), chunk.values()));
    }

    private <U> Function<RowChunk, List<U>> reading(Function<Result, List<U>> read) {
        Function<RowChunk, List<U>> reading = chunk -> read.apply(columns.apply(result(chunk)));
        return unique ? Unique.of(reading) : reading;
    }

    /** {@return completes with the next row; empty at the end} */
    public CompletionStage<Optional<T>> fetchOne() {
        return feed().fetch(1, false, reading()).thenApply(rows -> rows.stream().findFirst());
    }

    /** {@return completes with all rows that are left; as {@link #all()}} */
    public CompletionStage<List<T>> fetchAll() {
        return all();
    }

    /** {@return completes with the first column of the next row, and closes the result; empty if there is no row, or NULL in it} */
    public CompletionStage<Optional<Object>> scalar() {
        return scalars().first();
    }

    /**
     * {@return completes with the first column of the next row, and closes the result; empty if there is no row, or NULL in it}
     *
     * @param <U> the type asked for
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> CompletionStage<Optional<U>> scalar(Class<U> type) {
        return scalars(0, type).first();
    }

    /** {@return completes with the first column of the one row that is left, which must not be NULL, and closes the result} */
    public CompletionStage<Object> scalarOne() {
        return scalars().one();
    }

    /** {@return completes with the first column of the one row that is left, empty if there is none, and closes the result} */
    public CompletionStage<Optional<Object>> scalarOneOrNone() {
        return scalars().oneOrNone();
    }

    /** {@return the same rows, of each its first value} */
    public AsyncScalarResult<Object> scalars() {
        return scalars(0, Object.class);
    }

    /**
     * {@return the same rows, of each one value}
     *
     * @param index the column's position, from 0, or a negative one from the end
     */
    public AsyncScalarResult<Object> scalars(int index) {
        return scalars(index, Object.class);
    }

    /**
     * {@return the same rows, of each its first value}
     *
     * @param <U> the type asked for
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> AsyncScalarResult<U> scalars(Class<U> type) {
        return scalars(0, type);
    }

    /**
     * {@return the same rows, of each one value}
     *
     * @param <U> the type asked for
     * @param index the column's position, from 0, or a negative one from the end
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> AsyncScalarResult<U> scalars(int index, Class<U> type) {
        requireNonNull(type, "type");
        return new AsyncScalarResult<>(
                feed(), reading(rows -> rows.scalars(index, type).all()));
    }

    /** {@return the same rows, each a map of its columns' names to its values} */
    public AsyncMappingResult mappings() {
        return new AsyncMappingResult(feed(), reading(rows -> rows.mappings().all()));
    }

    /**
     * {@return the same rows as records, made as {@link Row#into} does}
     *
     * @param <R> the record
     * @param type the record's class
     */
    public <R extends Record> AsyncScalarResult<R> into(Class<R> type) {
        requireNonNull(type, "type");
        return new AsyncScalarResult<>(feed(), reading(rows -> rows.into(type).all()));
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param indexes positions from 0, or negative ones from the end
     */
    public AsyncResult<Row> columns(int... indexes) {
        return rows(columns.andThen(rows -> rows.columns(indexes)), unique);
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param names the columns' names
     */
    public AsyncResult<Row> columns(String... names) {
        return rows(columns.andThen(rows -> rows.columns(names)), unique);
    }

    /** {@return the same rows, equal ones once: each is kept in memory to be compared with those that follow} */
    public AsyncResult<Row> unique() {
        return rows(columns, true);
    }

    private AsyncResult<Row> rows(Function<Result, Result> chosen, boolean once) {
        Function<RowChunk, List<Row>> reading =
                chunk -> chosen.apply(result(chunk)).fetchAll();
        return new AsyncResult<>(feed(), chosen, once, once ? Unique.of(reading) : reading);
    }
}
