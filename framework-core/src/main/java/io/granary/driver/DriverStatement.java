package io.granary.driver;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * SQL in the driver's own spelling, with its values.
 *
 * @param sql the text, with the driver's markers
 * @param bindings one array of values for each execution, in the order of the markers; empty for one execution without values. A
 *     null value is SQL NULL of a type that the server infers, a {@link SqlNull} one of a given type
 * @param returns what the text is known to give
 * @param fetchSize how many rows the server may send at once; 0 for all
 * @param chunkSize how many rows the receiver gets at once, at least 1
 */
public record DriverStatement(String sql, List<Object[]> bindings, Returns returns, int fetchSize, int chunkSize) {

    /** What a statement is known to give. */
    public enum Returns {
        /** Rows, perhaps none. */
        ROWS,
        /** A count of changed rows. */
        COUNT,
        /** A count of changed rows, and a row with the number that the database gave to the row it inserted, where the driver can tell. */
        GENERATED_KEY,
        /** Either or both. */
        UNKNOWN
    }

    /** Checks the ranges. */
    public DriverStatement {
        requireNonNull(sql, "sql");
        requireNonNull(bindings, "bindings");
        requireNonNull(returns, "returns");
        if (fetchSize < 0 || chunkSize < 1) {
            throw new IllegalArgumentException(
                    "fetchSize " + fetchSize + " (0 or more), chunkSize " + chunkSize + " (1 or more)");
        }
    }
}
