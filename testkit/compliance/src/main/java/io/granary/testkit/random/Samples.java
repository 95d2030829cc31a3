package io.granary.testkit.random;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table that expressions read: a few rows of numbers, texts and booleans, NULL among all of them. */
final class Samples extends Table {

    static final int ROWS = 8;

    static final SqlType<BigDecimal> DECIMAL = Types.numeric(12, 3);

    final Column<Integer> id = column("id", Types.INTEGER, c -> c.primaryKey());

    final List<Term<Integer>> integers = List.of(
            of("n", Types.INTEGER, 0, 1, -1, 7, -12, 100, null, 3),
            of("m", Types.INTEGER, 5, 0, null, -3, 2, -100, 9, 1));

    final List<Term<Long>> longs = List.of(
            of("p", Types.BIG_INTEGER, 10L, -4L, 0L, null, 1L, 4_000_000_000L, -77L, 3L),
            of("q", Types.BIG_INTEGER, 2L, 2L, -1L, 8L, 0L, null, 31L, -5L));

    final List<Term<BigDecimal>> decimals = List.of(
            of(
                    "d",
                    DECIMAL,
                    dec("1.5"),
                    dec("-0.25"),
                    dec("0"),
                    null,
                    dec("100.125"),
                    dec("7"),
                    dec("-3.375"),
                    dec("0.001")),
            of(
                    "e",
                    Types.numeric(9, 1),
                    dec("0.5"),
                    dec("2"),
                    dec("-8.1"),
                    dec("4"),
                    null,
                    dec("0"),
                    dec("12.5"),
                    dec("-1")));

    final List<Term<String>> texts = List.of(
            of("s", Types.string(20), "a", "", "ab", null, "b0", "ba1", "1", "12"),
            of("t", Types.string(20), "ab", "b", null, "a1", "", "0", "aab", "12"));

    final List<Term<Boolean>> booleans = List.of(
            of("b", Types.BOOLEAN, true, false, null, true, false, null, true, false),
            of("c", Types.BOOLEAN, false, false, true, null, true, null, true, true));

    Samples() {
        super("samples");
    }

    /** What to insert. */
    List<Map<String, ?>> rows() {
        List<Term<?>> columns = new ArrayList<>();
        List.of(integers, longs, decimals, texts, booleans).forEach(columns::addAll);
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            Map<String, @Nullable Object> values = new HashMap<>(Params.of("id", row));
            for (Term<?> column : columns) {
                values.put(((Column<?>) column.expression()).name(), column.at(row));
            }
            rows.add(values);
        }
        return rows;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    private <T> Term<T> of(String name, SqlType<T> type, @Nullable T... values) {
        return new Term<>(column(name, type), Arrays.asList(values), List.of());
    }

    private static BigDecimal dec(String digits) {
        return new BigDecimal(digits);
    }
}
