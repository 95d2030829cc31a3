package io.granary.engine;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.NoSuchColumnException;
import io.granary.error.ResourceClosedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows a statement gave, all in memory, or the number of rows it changed.
 *
 * <p>{@link #columns}, {@link #unique()}, {@link #scalars()}, {@link #mappings()} and {@link #into} give views: they change nothing here
 * and read from the same position; see {@link ResultView}, also for closing and threads. The connection is free again before a result
 * exists. (After SQLAlchemy's {@code Result}, where {@code unique} and {@code columns} change the result itself; here, use
 * what they return.)
 */
public final class Result extends ResultView<Row> {

    /** The identity of a view that is unique by all its columns, worked out anew for each view of it. */
    static final Function<Row, ?> WHOLE_ROW = row -> row;

    private final Slice slice;
    private final @Nullable Function<Row, ?> identity;

    Result(RowCursor cursor, Slice slice, @Nullable Function<Row, ?> identity) {
        super(new Reader<>(cursor, slice::row, identity == null ? null : (raw, row) -> identity.apply(row)));
        this.slice = slice;
        this.identity = identity;
    }

    /**
     * {@return a result at its beginning; for those who write an engine or a driver, or test code that takes results}
     *
     * @param data what the execution brought back; handed over
     */
    public static Result of(ResultData data) {
        return new Result(new RowCursor(data), Slice.whole(data.keys()), null);
    }

    /**
     * {@return the next row, empty when there is none left, as often as it is asked}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public Optional<Row> fetchOne() {
        return reader().hasNext() ? Optional.of(reader().next()) : Optional.empty();
    }

    /**
     * {@return the first column of the next row, null for NULL and if there is no row; closes the result and gives up the rest}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public @Nullable Object scalar() {
        return scalar(Object.class).orElse(null);
    }

    /**
     * {@return the first column of the next row, empty for NULL and if there is no row; closes the result and gives up the rest}
     *
     * @param <T> the type asked for
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws ArgumentException if the value cannot be given as that type
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public <T> Optional<T> scalar(Class<T> type) {
        return reader().first("scalar()").map(row -> row.get(0, type));
    }

    /**
     * {@return the first column of the one row left, null for NULL; closes the result}
     *
     * @throws NoResultFoundException if there is no row
     * @throws MultipleResultsFoundException if there are more
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public @Nullable Object scalarOne() {
        return scalarOne(Object.class);
    }

    /**
     * {@return the first column of the one row left, null for NULL; closes the result}
     *
     * @param <T> the type asked for
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws NoResultFoundException if there is no row
     * @throws MultipleResultsFoundException if there are more
     * @throws ArgumentException if the value cannot be given as that type
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public <T> @Nullable T scalarOne(Class<T> type) {
        return reader().one("scalarOne()").get(0, type);
    }

    /**
     * {@return the first column of the one row left, null for NULL and if there is no row; closes the result}
     *
     * @throws MultipleResultsFoundException if there are more rows
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public @Nullable Object scalarOneOrNone() {
        return scalarOneOrNone(Object.class).orElse(null);
    }

    /**
     * {@return the first column of the one row left, empty for NULL and if there is no row; closes the result}
     *
     * @param <T> the type asked for
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws MultipleResultsFoundException if there are more rows
     * @throws ArgumentException if the value cannot be given as that type
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public <T> Optional<T> scalarOneOrNone(Class<T> type) {
        return reader().oneOrNone("scalarOneOrNone()").map(row -> row.get(0, type));
    }

    /**
     * {@return the view of the first column}
     *
     * @throws ResourceClosedException if the statement returns no rows
     */
    public ScalarResult<@Nullable Object> scalars() {
        return scalars(0, Object.class);
    }

    /**
     * {@return the view of the first column, as the type asked for}
     *
     * @param <T> the type asked for
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws ResourceClosedException if the statement returns no rows
     */
    public <T> ScalarResult<@Nullable T> scalars(Class<T> type) {
        return scalars(0, type);
    }

    /**
     * {@return the view of one column}
     *
     * @param index its position from 0, or negative and counted from the end
     * @throws NoSuchColumnException if there is no such position
     * @throws ResourceClosedException if the statement returns no rows
     */
    public ScalarResult<@Nullable Object> scalars(int index) {
        return scalars(index, Object.class);
    }

    /**
     * {@return the view of one column, as the type asked for}
     *
     * @param <T> the type asked for
     * @param index its position from 0, or negative and counted from the end
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws NoSuchColumnException if there is no such position
     * @throws ResourceClosedException if the statement returns no rows
     */
    public <T> ScalarResult<@Nullable T> scalars(int index, Class<T> type) {
        cursor().checkReturnsRows();
        return scalars(slice.at(index), type);
    }

    /**
     * {@return the view of one column}
     *
     * @param name its name, case-sensitive
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     * @throws ResourceClosedException if the statement returns no rows
     */
    public ScalarResult<@Nullable Object> scalars(String name) {
        return scalars(name, Object.class);
    }

    /**
     * {@return the view of one column, as the type asked for}
     *
     * @param <T> the type asked for
     * @param name its name, case-sensitive
     * @param type the type asked for, see {@link Row#get(int, Class)}
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     * @throws ResourceClosedException if the statement returns no rows
     */
    public <T> ScalarResult<@Nullable T> scalars(String name, Class<T> type) {
        cursor().checkReturnsRows();
        return scalars(slice.at(name), type);
    }

    private <T> ScalarResult<@Nullable T> scalars(Slice column, Class<T> type) {
        int at = column.only();
        Reader.Identity<@Nullable T> by = identity == WHOLE_ROW ? (raw, value) -> value : identityOfRow();
        return new ScalarResult<>(new Reader<>(cursor(), raw -> Conversion.of(raw[at], type, column.keys(), 0), by));
    }

    /** What makes elements of another view the same when this one has duplicates left out by a function of the row. */
    private <T extends @Nullable Object> Reader.@Nullable Identity<T> identityOfRow() {
        Function<Row, ?> by = identity;
        return by == null ? null : (raw, element) -> by.apply(slice.row(raw));
    }

    /**
     * {@return the view of each row as a map}
     *
     * @throws ResourceClosedException if the statement returns no rows
     */
    public MappingResult mappings() {
        cursor().checkReturnsRows();
        return new MappingResult(cursor(), slice, identity);
    }

    /**
     * {@return the view of each row as a record, see {@link Row#into}}
     *
     * <p>What was {@link #unique()} here stays so by the columns, whether or not a component takes them.
     *
     * @param <R> the record
     * @param type the record's class
     * @throws NoSuchColumnException if a component has no column, also when there is no row
     * @throws AmbiguousColumnException if a component has several
     * @throws ArgumentException if the record cannot be constructed from here
     * @throws ResourceClosedException if the statement returns no rows
     */
    public <R extends Record> ScalarResult<R> into(Class<R> type) {
        cursor().checkReturnsRows();
        if (slice.keys().known()) {
            RecordPlan<R> plan = slice.keys().planFor(type);
            return new ScalarResult<>(new Reader<>(cursor(), raw -> plan.read(slice.cut(raw)), identityOfRow()));
        }
        return new ScalarResult<>(new Reader<>(cursor(), raw -> slice.row(raw).into(type), identityOfRow()));
    }

    /**
     * {@return the view of these columns only, in this order}
     *
     * <p>A view of a unique view is unique by its own columns; a function given to {@link #unique(Function)} sees the rows as cut.
     *
     * @param indexes positions in this view, from 0, or negative and counted from the end; repetition is allowed
     * @throws NoSuchColumnException if there is no such position
     * @throws ResourceClosedException if the statement returns no rows
     */
    public Result columns(int... indexes) {
        cursor().checkReturnsRows();
        return new Result(cursor(), slice.at(indexes), identity);
    }

    /**
     * {@return the view of these columns only, in this order; as {@link #columns(int...)}}
     *
     * @param names column names, case-sensitive
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     * @throws ResourceClosedException if the statement returns no rows
     */
    public Result columns(String... names) {
        cursor().checkReturnsRows();
        return new Result(cursor(), slice.at(names), identity);
    }

    /** {@return the view that leaves out rows it has given before; it remembers every row, and starts knowing none} */
    public Result unique() {
        return new Result(cursor(), slice, WHOLE_ROW);
    }

    /**
     * {@return the view that leaves out rows whose key it has met before}
     *
     * @param key gives what makes two rows the same; arrays count by content
     */
    public Result unique(Function<? super Row, ?> key) {
        return new Result(cursor(), slice, key::apply);
    }

    /**
     * {@return the column names in select order; unmodifiable}
     *
     * <p>Drivers tell names with rows only, so those of plain text that gave no row are known if {@code text(...).columns(...)} declares
     * them.
     *
     * @throws ResourceClosedException if the statement returns no rows
     * @throws InvalidRequestException if the names are unknown, see {@link RowKeys}
     */
    public List<String> keys() {
        cursor().checkReturnsRows();
        return slice.keys().names();
    }

    /**
     * {@return the number of rows the statement changed, as the database told, -1 if it did not; of a query, what the driver counted}
     *
     * <p>Reliable for UPDATE and DELETE. It stays after closing.
     */
    public long rowCount() {
        return cursor().data().rowCount();
    }

    /** {@return whether the statement gives rows, were it none this time; without, every read throws} */
    public boolean returnsRows() {
        return cursor().data().returnsRows();
    }

    /**
     * {@return the primary key of the row inserted, in the order of the key's columns}
     *
     * <p>A value is null where no row was inserted after all, as by an upsert that left one as it was, or where the database gave it and nobody told
     * which: on MySQL anything but the number of an identity column, on MariaDB all where an upsert may have left a row as it was.
     *
     * @throws InvalidRequestException if the statement is no INSERT of a single row that was built, or one that returns rows by itself
     */
    public Row insertedPrimaryKey() {
        ResultData.Key key = cursor().data().insertedKey();
        if (key == null) {
            throw noInsertedPrimaryKey();
        }
        return new Row(key.keys(), key.values().toArray());
    }

    private InvalidRequestException noInsertedPrimaryKey() {
        return cursor().data().insert()
                ? InvalidRequestException.of(
                        "The inserted primary key is unknown: the statement is text, inserts several rows, or returns them by itself.",
                        "build an insert of one row without returning(...), or return the key's columns and read the rows")
                : InvalidRequestException.of(
                        "There is no inserted primary key: the statement is not an INSERT.",
                        "ask it of the result of an insert");
    }

    /**
     * {@return the rows left, kept to be read again and again; columns chosen and duplicates left out stay so}
     *
     * <p>Reads this result to its end.
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public FrozenResult freeze() {
        return FrozenResult.of(slice.keys(), fetchAll(), cursor().data());
    }

    /**
     * {@return the rows left of this result and then of the others, in order, as one result}
     *
     * <p>Reads them all to their ends; closing the merged one closes none of them. If this view is unique, so is the merged one, across
     * all rows. Its names are those of the first result that knows them, its row count is the sum, or unknown if one is. Results that
     * return no rows can be merged with one another, for the sum.
     *
     * @param others results of as many columns, whose names differ in letter case at most
     * @throws ArgumentException if their columns differ, or only some return rows
     * @throws ResourceClosedException if one of them is closed
     */
    public Result merge(Result... others) {
        return Merging.of(this, List.of(others)).result(identity);
    }

    Slice slice() {
        return slice;
    }
}
