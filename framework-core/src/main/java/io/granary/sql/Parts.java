package io.granary.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clauses of a statement. Immutable: setting one gives a copy. */
final class Parts {

    private final @Nullable Object[] values;

    private Parts(@Nullable Object[] values) {
        this.values = values;
    }

    /** No clause at all, of a statement that has so many. */
    static Parts none(int count) {
        return new Parts(new @Nullable Object[count]);
    }

    /**
     * A clause by its place.
     *
     * @param <V> what it holds
     * @param index its place in the array
     * @param initial what it holds where nothing was set
     */
    record Part<V>(int index, V initial) {}

    @SuppressWarnings("unchecked") // only with() writes, and it writes a V
    <V> V get(Part<V> part) {
        Object value = values[part.index()];
        return value == null ? part.initial() : (V) value;
    }

    <V> Parts with(Part<V> part, V value) {
        @Nullable Object[] copy = values.clone();
        copy[part.index()] = value;
        return new Parts(copy);
    }

    /** A list with more behind it. */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    final <V> Parts plus(Part<List<V>> part, V... more) {
        List<V> before = get(part);
        if (before.isEmpty()) {
            return with(part, List.of(more));
        }
        List<V> all = new ArrayList<>(before.size() + more.length);
        all.addAll(before);
        Collections.addAll(all, more);
        return with(part, Collections.unmodifiableList(all));
    }
}
