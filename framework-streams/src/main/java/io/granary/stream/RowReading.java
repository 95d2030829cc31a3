package io.granary.stream;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.stream.internal.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a result are shown, and which rows are left out because they were given before. What was given is remembered by each reading that is made of this, by
 * itself.
 *
 * @param columns cuts rows to some of their columns, as core's views of a whole result do; empty for all
 * @param identity gives what makes two rows the same; empty where all are given
 */
record RowReading(Optional<UnaryOperator<Result>> columns, Optional<Function<? super Row, ?>> identity) {

    static final RowReading WHOLE = new RowReading(Optional.empty(), Optional.empty());

    /** Rows are the same by all columns that are shown. */
    static final Function<Row, Row> ITSELF = row -> row;

    RowReading cut(UnaryOperator<Result> more) {
        return new RowReading(
                Optional.of(columns.<UnaryOperator<Result>>map(first -> rows -> more.apply(first.apply(rows)))
                        .orElse(more)),
                identity);
    }

    RowReading unique(Function<? super Row, ?> key) {
        return new RowReading(columns, Optional.of(key));
    }

    /** {@return the names that are shown of a result with these columns} */
    List<String> names(RowKeys keys) {
        Result none = Result.of(ResultData.ofRows(keys, List.of()));
        return columns.map(cut -> cut.apply(none)).orElse(none).keys();
    }

    Function<RowChunk, List<Row>> rows() {
        Function<RowChunk, List<Row>> all = columns.<Function<RowChunk, List<Row>>>map(cut ->
                        chunk -> cut.apply(Result.of(ResultData.ofRows(chunk.keys(), chunk.values())))
                                .fetchAll())
                .orElse(RowChunk::rows);
        return identity.map(key -> Unique.of(all, key)).orElse(all);
    }

    /** Each row as something else. */
    <T extends @Nullable Object> Function<RowChunk, List<T>> each(Function<? super Row, ? extends T> shape) {
        return rows().andThen(rows -> {
            List<T> shaped = new ArrayList<>(rows.size());
            rows.forEach(row -> shaped.add(shape.apply(row)));
            return shaped;
        });
    }

    /** Of each row one value; of rows that are the same by all their columns, those are that are so by this one. */
    <T> Function<RowChunk, List<@Nullable T>> values(int index, Class<T> type) {
        Function<Row, @Nullable T> value = row -> row.get(index, type);
        return identity.filter(key -> key == ITSELF).isPresent()
                ? Unique.of(new RowReading(columns, Optional.empty()).each(value), same -> same)
                : each(value);
    }
}
