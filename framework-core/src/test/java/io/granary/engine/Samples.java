package io.granary.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results to test on. */
final class Samples {

    private Samples() {}

    /** Columns a, b, c; rows (1,1,1) (2,1,2) (1,3,2) (4,1,2). */
    static Result abc() {
        return abc(4);
    }

    /** The first rows of {@link #abc()}. */
    static Result abc(int rows) {
        return result("a b c", Arrays.copyOf(new Object[][] {{1, 1, 1}, {2, 1, 2}, {1, 3, 2}, {4, 1, 2}}, rows));
    }

    /** A column n of the numbers from 0. */
    static Result numbers(int rows) {
        return result(
                "n", IntStream.range(0, rows).mapToObj(n -> new Object[] {n}).toArray(Object[][]::new));
    }

    /** A second column with repeated values and nulls: null, 4, null, null, 4. */
    static Result withNulls() {
        return result(
                "a b c", new @Nullable Object[][] {{1, null, 2}, {3, 4, 5}, {3, null, 5}, {3, null, 5}, {3, 4, 5}});
    }

    static Result result(String names, @Nullable Object[]... rows) {
        return Result.of(ResultData.ofRows(RowKeys.of(names.split(" ")), new ArrayList<>(Arrays.asList(rows))));
    }

    /** What an UPDATE of three rows gives. */
    static Result update() {
        return Result.of(ResultData.ofCount(3));
    }

    /** A text SELECT without a row, of a driver that did not tell names. */
    static Result nameless() {
        return Result.of(ResultData.ofRows(RowKeys.unknown(), List.of()));
    }

    /** A row of columns a, b, c, ... */
    static Row row(@Nullable Object... values) {
        List<String> names = IntStream.range(0, values.length)
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .toList();
        return new Row(RowKeys.of(names), values);
    }
}
