package io.granary.engine;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoSuchColumnException;
import io.granary.error.ResourceClosedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The view of a result that shows each row as a read-only map of column name to value, as {@link Row#asMap()} gives it.
 *
 * <p>See {@link ResultView} for position, closing and threads. (After SQLAlchemy's {@code MappingResult}.)
 */
public final class MappingResult extends ResultView<Map<String, @Nullable Object>> {

    private final Slice slice;
    private final @Nullable Function<Row, ?> identity;

    MappingResult(RowCursor cursor, Slice slice, @Nullable Function<Row, ?> identity) {
        super(new Reader<>(
                cursor,
                raw -> slice.row(raw).asMap(),
                identity == null ? null : (raw, map) -> identity.apply(slice.row(raw))));
        this.slice = slice;
        this.identity = identity;
    }

    /**
     * {@return the next row, empty when there is none left}
     *
     * @throws ResourceClosedException if the result is closed or its statement returns no rows
     */
    public Optional<Map<String, @Nullable Object>> fetchOne() {
        return reader().hasNext() ? Optional.of(reader().next()) : Optional.empty();
    }

    /**
     * {@return the column names, the keys of each map, in select order; unmodifiable}
     *
     * @throws InvalidRequestException if the names are unknown, see {@link RowKeys}
     */
    public List<String> keys() {
        return slice.keys().names();
    }

    /**
     * {@return the view of these columns only, in this order}
     *
     * @param indexes positions in this view, from 0, or negative and counted from the end
     * @throws NoSuchColumnException if there is no such position
     */
    public MappingResult columns(int... indexes) {
        return new MappingResult(cursor(), slice.at(indexes), identity);
    }

    /**
     * {@return the view of these columns only, in this order}
     *
     * @param names column names, case-sensitive
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     */
    public MappingResult columns(String... names) {
        return new MappingResult(cursor(), slice.at(names), identity);
    }

    /** {@return the view that leaves out rows it has given before, by the values of its columns} */
    public MappingResult unique() {
        return new MappingResult(cursor(), slice, Result.WHOLE_ROW);
    }

    /**
     * {@return the view that leaves out rows whose key it has met before}
     *
     * @param key gives what makes two rows the same; arrays count by content
     */
    public MappingResult unique(Function<? super Map<String, @Nullable Object>, ?> key) {
        return new MappingResult(cursor(), slice, row -> key.apply(row.asMap()));
    }
}
