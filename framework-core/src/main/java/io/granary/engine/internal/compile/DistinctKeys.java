package io.granary.engine.internal.compile;

import io.granary.dialect.render.TreeValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts rows into pages in which no key is twice. */
final class DistinctKeys {

    private final TreeValues values;
    private final List<String> places;

    /**
     * Looks at a key.
     *
     * @param values of all rows
     * @param places the places of its columns; none for rows of any keys
     */
    DistinctKeys(TreeValues values, List<String> places) {
        this.values = values;
        this.places = places;
    }

    /** {@return the first row from one on whose key is there already, before another; that one if there is none} */
    int end(int from, int to) {
        if (places.isEmpty()) {
            return to;
        }
        Set<List<@Nullable Object>> known = new HashSet<>();
        for (int row = from; row < to; row++) {
            List<@Nullable Object> key = new ArrayList<>(places.size());
            for (String place : places) {
                key.add(folded(ReturnedRows.comparable(values.value(row, place))));
            }
            if (!known.add(key)) {
                return row;
            }
        }
        return to;
    }

    /** A key too many is an end too many, which costs little: text may be equal for the database, as citext is, that is not so here. */
    private static @Nullable Object folded(@Nullable Object value) {
        return value instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : value;
    }
}
