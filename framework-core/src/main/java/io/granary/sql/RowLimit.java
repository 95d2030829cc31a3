package io.granary.sql;

import io.granary.error.ArgumentException;
import io.granary.type.Types;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a query gives.
 *
 * @param count the most; null for all
 * @param offset how many are left out before them; null for none
 * @param ties whether rows that the order does not tell from the last one come too, by FETCH … WITH TIES
 */
public record RowLimit(
        @Nullable Expression<?> count, @Nullable Expression<?> offset, boolean ties) {

    /** All rows. */
    public static final RowLimit NONE = new RowLimit(null, null, false);

    static RowLimit first(Expression<?> count, RowLimit before, boolean ties) {
        return new RowLimit(count, before.offset, ties);
    }

    RowLimit from(Expression<?> start) {
        return new RowLimit(count, start, ties);
    }

    static Bind<Long> number(String what, long value) {
        if (value < 0) {
            throw ArgumentException.of(
                    "The " + what + " is " + value + "; there are no fewer than no rows.", "Give 0 or more.");
        }
        return new Bind<>(null, "param", value, true, Types.BIG_INTEGER, false);
    }
}
