package io.granary.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row seen as a map of name to value: read-only, in select order, reading from the row itself. */
final class RowMap extends AbstractMap<String, @Nullable Object> {

    private final Row row;

    RowMap(Row row) {
        this.row = row;
    }

    Row row() {
        return row;
    }

    @Override
    public @Nullable Object get(Object key) {
        return key instanceof String name && row.rowKeys().contains(name) ? row.get(name) : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name && row.rowKeys().contains(name);
    }

    @Override
    public int size() {
        return row.rowKeys().distinctNames().size();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries(row);
    }

    private static final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

        private final Row row;

        Entries(Row row) {
            this.row = row;
        }

        @Override
        public int size() {
            return row.rowKeys().distinctNames().size();
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            Iterator<String> names = row.rowKeys().distinctNames().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return names.hasNext();
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    String name = names.next();
                    return new SimpleImmutableEntry<>(name, row.get(name));
                }
            };
        }
    }
}
