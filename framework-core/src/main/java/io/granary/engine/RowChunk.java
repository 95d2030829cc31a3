package io.granary.engine;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a stream that came together. Immutable, as long as nobody writes into the arrays.
 *
 * @param keys the columns, the same object in each chunk of a stream
 * @param values the rows in order, at least one, an array of one value for each column; handed over, not copied
 */
public record RowChunk(RowKeys keys, List<@Nullable Object[]> values) {

    /** {@return how many rows it has} */
    public int size() {
        return values.size();
    }

    /**
     * {@return a row}
     *
     * @param index from 0
     */
    public Row row(int index) {
        return new Row(keys, values.get(index));
    }

    /** {@return its rows in order, made as they are asked for; unmodifiable} */
    public List<Row> rows() {
        return new Rows(this);
    }

    /**
     * {@return some of its rows, without copying}
     *
     * @param from the first, from 0
     * @param to behind the last, more than {@code from}
     */
    public RowChunk slice(int from, int to) {
        return from == 0 && to == size() ? this : new RowChunk(keys, values.subList(from, to));
    }

    private static final class Rows extends AbstractList<Row> implements RandomAccess {

        private final RowChunk chunk;

        Rows(RowChunk chunk) {
            this.chunk = chunk;
        }

        @Override
        public Row get(int index) {
            return chunk.row(index);
        }

        @Override
        public int size() {
            return chunk.size();
        }
    }
}
