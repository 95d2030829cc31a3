package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result, kept so that they can be read again and again: what a cache holds.
 *
 * <p>Columns chosen and duplicates left out before {@link Result#freeze()} are part of it. Immutable and safe for use by many threads,
 * each with a result of its own, as long as nobody writes into an array taken out of a row. (After SQLAlchemy's
 * {@code FrozenResult}.)
 */
public final class FrozenResult implements Supplier<Result> {

    private final ResultData data;

    FrozenResult(ResultData data) {
        this.data = data;
    }

    static FrozenResult of(RowKeys keys, List<Row> rows, ResultData origin) {
        List<@Nullable Object[]> arrays = new ArrayList<>(rows.size());
        rows.forEach(row -> arrays.add(row.array()));
        return new FrozenResult(new ResultData(keys, arrays, origin.rowCount(), true, origin.insert()));
    }

    /** {@return a new result of all the rows, at its beginning} */
    public Result thaw() {
        return Result.of(data);
    }

    /** {@return a new result of all the rows, as {@link #thaw()}} */
    @Override
    public Result get() {
        return thaw();
    }

    /** {@return the number of rows kept} */
    public int size() {
        return data.rows().size();
    }

    /**
     * {@return the same columns with other rows, such as ones that were merged into a session}
     *
     * @param rows rows of as many columns
     * @throws ArgumentException if a row has another number of columns
     */
    public FrozenResult withNewRows(List<Row> rows) {
        for (Row row : rows) {
            if (data.keys().known() && row.size() != data.keys().size()) {
                throw ArgumentException.of(
                        "A row has " + row.size() + " columns, but the frozen result has "
                                + data.keys().size() + ": " + data.keys().quoted() + ".",
                        "give rows of the same columns");
            }
        }
        RowKeys keys = data.keys().known() || rows.isEmpty()
                ? data.keys()
                : rows.get(0).rowKeys();
        return of(keys, rows, data);
    }
}
