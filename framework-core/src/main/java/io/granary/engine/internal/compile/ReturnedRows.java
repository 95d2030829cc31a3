package io.granary.engine.internal.compile;

import io.granary.dialect.render.Paging;
import io.granary.dialect.render.TypeNames;
import io.granary.error.InvalidRequestException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows that an INSERT of many rows returns into the order of the rows that were given, whatever order the database gave them in, and takes away what was
 * returned only for that. Immutable.
 */
public final class ReturnedRows {

    private final Paging paging;
    private final int rows;
    private final List<List<@Nullable Object>> given;
    private final TypeNames types;

    private ReturnedRows(Paging paging, int rows, List<List<@Nullable Object>> given, TypeNames types) {
        this.paging = paging;
        this.rows = rows;
        this.given = given;
        this.types = types;
    }

    static ReturnedRows of(Paging paging, PageValues page, TypeNames types) {
        List<List<@Nullable Object>> given = new ArrayList<>();
        for (Paging.Sentinel column : paging.sentinel()) {
            String bind = column.bind();
            if (bind != null) {
                given.add(page.column(bind));
            }
        }
        return new ReturnedRows(paging, page.rows(), given, types);
    }

    /** {@return how many columns behind those that were asked for are there for this only} */
    public int hidden() {
        return paging.sentinel().size();
    }

    /**
     * {@return the rows in the order in which they were given, without what is hidden}
     *
     * @param returned as the driver decoded them
     * @throws InvalidRequestException when there are more or fewer of them, or one cannot be told from another
     */
    public List<@Nullable Object[]> arranged(List<@Nullable Object[]> returned) {
        if (returned.size() != rows) {
            throw mismatch("it returned " + returned.size() + " rows");
        }
        return paging.generated() ? byNumber(returned) : byKey(returned);
    }

    private List<@Nullable Object[]> byNumber(List<@Nullable Object[]> returned) {
        List<@Nullable Object[]> sorted = new ArrayList<>(returned);
        if (!isInOrder(returned)) {
            sorted.sort(Comparator.comparingLong(ReturnedRows::number));
        }
        sorted.replaceAll(this::bare);
        return sorted;
    }

    /** As they most often are, though no database says that they have to be. */
    private static boolean isInOrder(List<@Nullable Object[]> rows) {
        for (int row = 1; row < rows.size(); row++) {
            if (number(rows.get(row - 1)) > number(rows.get(row))) {
                return false;
            }
        }
        return true;
    }

    private static long number(@Nullable Object[] row) {
        return ((Number) Objects.requireNonNull(row[row.length - 1])).longValue();
    }

    private List<@Nullable Object[]> byKey(List<@Nullable Object[]> returned) {
        Map<List<@Nullable Object>, @Nullable Object[]> byKey = new HashMap<>();
        for (@Nullable Object[] row : returned) {
            byKey.put(keyOf(row), row);
        }
        List<@Nullable Object[]> arranged = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            List<@Nullable Object> key = new ArrayList<>();
            for (List<@Nullable Object> column : given) {
                key.add(comparable(column.get(row)));
            }
            @Nullable Object[] found = byKey.remove(key);
            if (found == null) {
                throw mismatch("no row came back with the key of row " + row + " (the first is 0)");
            }
            arranged.add(bare(found));
        }
        return arranged;
    }

    private List<@Nullable Object> keyOf(@Nullable Object[] row) {
        List<@Nullable Object> key = new ArrayList<>();
        int first = row.length - hidden();
        for (int i = 0; i < hidden(); i++) {
            key.add(comparable(types.fromDriver(paging.sentinel().get(i).type(), row[first + i])));
        }
        return key;
    }

    /** What is the same for the database is to be equal here. */
    static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    private @Nullable Object[] bare(@Nullable Object[] row) {
        return Arrays.copyOf(row, row.length - hidden());
    }

    private InvalidRequestException mismatch(String found) {
        return InvalidRequestException.of(
                "An INSERT of " + rows + " rows cannot tell which of them was returned as which: " + found + ".",
                "Insert the rows one by one where triggers or the like change their keys or leave rows out.");
    }
}
