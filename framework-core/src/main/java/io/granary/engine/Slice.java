package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which columns of the rows as they came a view shows, in which order, and under which names. */
final class Slice {

    private final RowKeys keys;
    private final int @Nullable [] positions; // null: all as they came, and nothing is copied

    private Slice(RowKeys keys, int @Nullable [] positions) {
        this.keys = keys;
        this.positions = positions;
    }

    static Slice whole(RowKeys keys) {
        return new Slice(keys, null);
    }

    RowKeys keys() {
        return keys;
    }

    Row row(@Nullable Object[] raw) {
        return new Row(keys, cut(raw));
    }

    @Nullable Object[] cut(@Nullable Object[] raw) {
        if (positions == null) {
            return raw;
        }
        @Nullable Object[] cut = new @Nullable Object[positions.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = raw[positions[i]];
        }
        return cut;
    }

    /** The columns at these positions of this slice. Of unknown columns there is no row, so that any position will do. */
    Slice at(int... indexes) {
        requireSome(indexes.length);
        if (!keys.known()) {
            return this;
        }
        int[] chosen = Arrays.stream(indexes).map(keys::positionOf).toArray();
        return new Slice(keys.at(chosen), raw(chosen));
    }

    /** The columns of these names of this slice. Of unknown columns there is no row, so that the names are taken on trust. */
    Slice at(String... names) {
        requireSome(names.length);
        if (!keys.known()) {
            return new Slice(RowKeys.of(names), new int[names.length]);
        }
        int[] chosen = Arrays.stream(names).mapToInt(keys::positionOf).toArray();
        return new Slice(keys.at(chosen), raw(chosen));
    }

    /** Of a slice of one column, where that column stands in the rows as they came. */
    int only() {
        return positions == null ? 0 : positions[0];
    }

    private int[] raw(int[] chosen) {
        int[] before = positions;
        return before == null
                ? chosen
                : Arrays.stream(chosen).map(position -> before[position]).toArray();
    }

    private static void requireSome(int columns) {
        if (columns == 0) {
            throw ArgumentException.of("No column was named.", "name at least one column or position");
        }
    }
}
