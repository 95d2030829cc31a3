package io.granary.orm.internal.flush;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.TablePart;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a row image go into a table, and under which names: found once for all rows that are written alike, whose values are then views of their
 * images. Immutable.
 */
final class PartValues {

    private final Map<String, Integer> places;
    private final List<String> names;
    private final int[] slots;

    private PartValues(List<String> names, int[] slots) {
        this.names = names;
        this.slots = slots;
        this.places = new HashMap<>();
        for (int i = 0; i < slots.length; i++) {
            places.put(names.get(i), slots[i]);
        }
    }

    /** Those of one of the tables of a class among those that are given; the key is in all of them. */
    static PartValues of(EntityMapping<?> mapping, TablePart part, BitSet given) {
        List<String> names = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        part.among(given).stream().forEach(slot -> {
            names.add(part.column(slot).key());
            slots.add(slot);
        });
        for (int i = 0; i < part.key().size(); i++) {
            int slot = mapping.key().get(i).slot();
            if (!part.has(slot)) {
                names.add(part.key().get(i).key());
                slots.add(slot);
            }
        }
        return new PartValues(
                List.copyOf(names), slots.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Values by name: those of an image, which is not changed there any more. */
    Map<String, @Nullable Object> of(@Nullable Object[] image) {
        return new Row(image);
    }

    private final class Row extends AbstractMap<String, @Nullable Object> {

        private final @Nullable Object[] image;

        private Row(@Nullable Object[] image) {
            this.image = image;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Integer slot = places.get(name);
            return slot == null ? null : image[slot];
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return places.containsKey(name);
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return new Entries(image);
        }
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

        private final @Nullable Object[] image;

        private Entries(@Nullable Object[] image) {
            this.image = image;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            Iterator<String> name = names.iterator();
            return new Iterator<>() {

                private int next;

                @Override
                public boolean hasNext() {
                    return name.hasNext();
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    return new AbstractMap.SimpleImmutableEntry<>(name.next(), image[slots[next++]]);
                }
            };
        }

        @Override
        public int size() {
            return slots.length;
        }
    }
}
