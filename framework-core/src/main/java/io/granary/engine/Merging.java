package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several results read to their ends into one. */
final class Merging {

    private final List<Result> parts;

    private Merging(List<Result> parts) {
        this.parts = parts;
    }

    static Merging of(Result first, List<Result> others) {
        List<Result> parts = new ArrayList<>(others);
        parts.add(0, first);
        return new Merging(parts);
    }

    Result result(@Nullable Function<Row, ?> identity) {
        RowKeys keys = keys();
        boolean returnsRows = parts.get(0).returnsRows();
        if (returnsRows) {
            parts.forEach(part -> part.cursor().position()); // so that a closed one is found before any is read
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (returnsRows) {
            rest(parts.get(0), rows);
            parts.subList(1, parts.size()).forEach(part -> part.fetchAll().forEach(row -> rows.add(row.array())));
        }
        boolean insert = parts.stream().allMatch(part -> part.cursor().data().insert());
        ResultData data = new ResultData(keys, rows, rowCount(), returnsRows, insert);
        return new Result(new RowCursor(data), Slice.whole(keys), identity);
    }

    /** The first result's rows without its own filter, which the merged result applies to all. */
    private static void rest(Result first, List<@Nullable Object[]> rows) {
        RowCursor cursor = first.cursor();
        for (int at = cursor.position(); at < cursor.end(); at++) {
            rows.add(first.slice().cut(cursor.row(at)));
        }
        cursor.moveTo(cursor.end());
    }

    private RowKeys keys() {
        RowKeys keys = parts.get(0).slice().keys();
        for (Result part : parts) {
            RowKeys its = part.slice().keys();
            if (part.returnsRows() != parts.get(0).returnsRows()) {
                throw ArgumentException.of(
                        "Only some of the results to merge return rows.", "merge results of the same statement");
            }
            if (keys.known() && its.known() && !alike(keys.names(), its.names())) {
                throw ArgumentException.of(
                        "A result with columns " + its.quoted() + " cannot be merged into one with " + keys.quoted()
                                + ".",
                        "merge results of the same columns in the same order; columns(...) reorders them");
            }
            keys = keys.known() ? keys : its;
        }
        return keys;
    }

    private static boolean alike(List<String> some, List<String> others) {
        return String.join("\0", some).equalsIgnoreCase(String.join("\0", others));
    }

    private long rowCount() {
        return parts.stream().anyMatch(part -> part.rowCount() == ResultData.UNKNOWN)
                ? ResultData.UNKNOWN
                : parts.stream().mapToLong(Result::rowCount).sum();
    }
}
