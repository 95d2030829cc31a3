package io.granary.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An array that is equal to another of the same content. */
record Content(Object array) {

    /** What stands for a value in a hash set: a map's row, an array's content, else the value itself. */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof RowMap map) {
            return map.row();
        }
        return value != null && value.getClass().isArray() ? new Content(value) : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content
                && Arrays.deepEquals(new Object[] {array}, new Object[] {content.array});
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {array});
    }
}
