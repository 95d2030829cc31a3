package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution brought back, from which {@link Result#of} makes a result. For those who write an engine or a driver, or test code
 * that takes results.
 *
 * <p>The list and its arrays are handed over, not copied: nobody may change them afterwards.
 *
 * @param keys the column names; unknown only if there are no rows
 * @param rows the rows in order, each with one value for each key in select order, decoded to plain Java, null for NULL; the list
 *     must be quick at random access
 * @param rowCount the number of rows the statement changed or gave, as the database told; {@link #UNKNOWN} if it did not
 * @param returnsRows whether the statement gives rows, were it none this time
 * @param insert whether the statement was an INSERT
 * @param insertedKey the primary key of the row that was inserted; null where it is not known
 */
public record ResultData(
        RowKeys keys,
        List<@Nullable Object[]> rows,
        long rowCount,
        boolean returnsRows,
        boolean insert,
        @Nullable Key insertedKey) {

    /**
     * The primary key of a row.
     *
     * @param keys the key's columns
     * @param values its values; null for one that nobody told
     */
    public record Key(RowKeys keys, List<@Nullable Object> values) {}

    /** The row count of a statement whose database tells none. */
    public static final long UNKNOWN = -1;

    /**
     * Checks that the parts go together.
     *
     * @throws ArgumentException if there are rows and the keys are unknown or of another number, or rows where none are returned
     */
    public ResultData {
        requireNonNull(keys, "keys");
        requireNonNull(rows, "rows");
        if (!rows.isEmpty() && !returnsRows) {
            throw ArgumentException.of(
                    "There are " + rows.size() + " rows in the data of a statement that returns none.",
                    "pass returnsRows as true");
        }
        if (!rows.isEmpty() && keys.size() != rows.get(0).length) {
            throw ArgumentException.of(
                    "The first row has " + rows.get(0).length + " values, but there are " + keys.size() + " keys.",
                    "decode one value for each key");
        }
        if (rowCount < UNKNOWN) {
            throw ArgumentException.of(
                    "The row count is " + rowCount + "; it must be 0 or more, or -1.", "pass -1 where it is unknown");
        }
    }

    /**
     * The data of a statement of whose inserted key nothing is known.
     *
     * @param keys as above
     * @param rows as above
     * @param rowCount as above
     * @param returnsRows as above
     * @param insert as above
     */
    public ResultData(RowKeys keys, List<@Nullable Object[]> rows, long rowCount, boolean returnsRows, boolean insert) {
        this(keys, rows, rowCount, returnsRows, insert, null);
    }

    /**
     * {@return the data of a query; its row count is the number of rows}
     *
     * @param keys the column names
     * @param rows the rows in order; handed over
     */
    public static ResultData ofRows(RowKeys keys, List<@Nullable Object[]> rows) {
        return new ResultData(keys, rows, rows.size(), true, false);
    }

    /**
     * {@return the data of a statement that gives no rows and is no INSERT}
     *
     * @param rowCount the number of rows it changed, {@link #UNKNOWN} if the database did not tell
     */
    public static ResultData ofCount(long rowCount) {
        return new ResultData(RowKeys.unknown(), List.of(), rowCount, false, false);
    }
}
