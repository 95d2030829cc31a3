package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowStream;
import io.granary.sql.Executable;
import io.granary.stream.internal.Feed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one execution, read as they come: by fetching, by a Source, or by both, one after the other. (SQLAlchemy's {@code AsyncResult}.)
 *
 * <p>The statement is executed when the first row is asked for, on the connection it was made of, which can run nothing else until the result has been read to its end or
 * closed.
 *
 * @param <T> what a row becomes
 */
public final class AsyncResult<T> extends AsyncResultView<T> {

    private final RowReading rows;

    private AsyncResult(Feed feed, RowReading rows, Function<RowChunk, List<T>> reading) {
        super(feed, reading);
        this.rows = rows;
    }

    private static AsyncResult<Row> of(Feed feed, RowReading rows) {
        return new AsyncResult<>(feed, rows, rows.rows());
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
        RowStream chunks = connection.stream(statement, parameters);
        return of(connection.system(), chunks);
    }

    /**
     * {@return the rows that an actor was given by a lease (see {@link io.granary.engine.ConnectionProtocol.Stream})}
     *
     * @param system the actor system of both
     * @param rows what {@link io.granary.engine.ConnectionProtocol.Streaming} has
     */
    public static AsyncResult<Row> of(ActorSystem<?> system, RowStream rows) {
        return of(new Feed(system, rows, rows::declaredKeys), RowReading.WHOLE);
    }

    /** {@return completes with the next row; empty at the end} */
    public CompletionStage<Optional<T>> fetchOne() {
        return feed().fetch(1, false, reading()).thenApply(AsyncResultView::first);
    }

    /** {@return completes with all rows that are left; as {@link #all()}} */
    public CompletionStage<List<T>> fetchAll() {
        return all();
    }

    /** {@return completes with the first column of the next row, and closes the result; empty if there is no row, or NULL in it} */
    public CompletionStage<Optional<Object>> scalar() {
        return scalar(Object.class);
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

    /** {@return completes with the first column of the one row that is left, null for NULL, and closes the result; fails as {@link #one()} does} */
    public CompletionStage<@Nullable Object> scalarOne() {
        return scalars().one();
    }

    /**
     * {@return completes with the first column of the one row that is left, null for NULL, and closes the result; fails as {@link #one()} does}
     *
     * @param <U> the type asked for
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> CompletionStage<@Nullable U> scalarOne(Class<U> type) {
        return scalars(0, type).one();
    }

    /**
     * {@return completes with the first column of the one row that is left, empty for NULL and if there is none, and closes the result; fails as {@link #oneOrNone()}
     * does}
     */
    public CompletionStage<Optional<Object>> scalarOneOrNone() {
        return scalarOneOrNone(Object.class);
    }

    /**
     * {@return completes with the first column of the one row that is left, empty for NULL and if there is none, and closes the result; fails as {@link #oneOrNone()}
     * does}
     *
     * @param <U> the type asked for
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> CompletionStage<Optional<U>> scalarOneOrNone(Class<U> type) {
        return scalars(0, type).oneOrNone();
    }

    /**
     * {@return completes with the names of the columns in select order, without taking a row}
     *
     * <p>They come with the first rows. Without a row they are those that the statement declares, as one that was built does; text without {@code columns(...)} declares none, and
     * the stage fails with {@link io.granary.error.InvalidRequestException}.
     */
    public CompletionStage<List<String>> keys() {
        return feed().keys().thenApply(rows::names);
    }

    /** {@return the same rows, of each its first value} */
    public AsyncScalarResult<@Nullable Object> scalars() {
        return scalars(0, Object.class);
    }

    /**
     * {@return the same rows, of each one value}
     *
     * @param index the column's position, from 0, or a negative one from the end
     */
    public AsyncScalarResult<@Nullable Object> scalars(int index) {
        return scalars(index, Object.class);
    }

    /**
     * {@return the same rows, of each its first value}
     *
     * @param <U> the type asked for
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> AsyncScalarResult<@Nullable U> scalars(Class<U> type) {
        return scalars(0, type);
    }

    /**
     * {@return the same rows, of each one value}
     *
     * @param <U> the type asked for
     * @param index the column's position, from 0, or a negative one from the end
     * @param type converted to as {@link Row#get(int, Class)} does
     */
    public <U> AsyncScalarResult<@Nullable U> scalars(int index, Class<U> type) {
        requireNonNull(type, "type");
        return new AsyncScalarResult<>(feed(), rows.values(index, type));
    }

    /** {@return the same rows, each a map of its columns' names to its values} */
    public AsyncMappingResult mappings() {
        return new AsyncMappingResult(feed(), rows);
    }

    /**
     * {@return the same rows as records, made as {@link Row#into} does}
     *
     * @param <R> the record
     * @param type the record's class
     */
    public <R extends Record> AsyncScalarResult<R> into(Class<R> type) {
        requireNonNull(type, "type");
        return new AsyncScalarResult<>(feed(), rows.each(row -> row.into(type)));
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param indexes positions from 0, or negative ones from the end
     */
    public AsyncResult<Row> columns(int... indexes) {
        return of(feed(), rows.cut(all -> all.columns(indexes)));
    }

    /**
     * {@return the same rows with some of their columns, in that order}
     *
     * @param names the columns' names
     */
    public AsyncResult<Row> columns(String... names) {
        return of(feed(), rows.cut(all -> all.columns(names)));
    }

    /**
     * {@return the same rows, equal ones once: each is kept in memory to be compared with those that follow}
     *
     * <p>What is made of them by {@link #into} stays unique by the columns; a view of one column, or of some, is so by those. Each view remembers what it gave itself.
     */
    public AsyncResult<Row> unique() {
        return of(feed(), rows.unique(RowReading.ITSELF));
    }

    /**
     * {@return the same rows, of those with the same key the first; as {@link #unique()}}
     *
     * @param key gives what makes two rows the same; arrays count by content
     */
    public AsyncResult<Row> unique(Function<? super Row, ?> key) {
        requireNonNull(key, "key");
        return of(feed(), rows.unique(key));
    }
}
