package io.granary.orm.internal.identity;

import io.granary.error.UnloadedAttributeException;
import io.granary.orm.mapping.Relationship;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Stands at a relationship whose members were not loaded: whatever is done with it fails, and says how to load them. */
public sealed interface UnloadedCollection {

    /**
     * {@return one for a relationship}
     *
     * @param relationship the relationship
     */
    static Object of(Relationship<?, ?> relationship) {
        if (relationship.terms().mapKey().isPresent()) {
            return new UnloadedMap(relationship);
        }
        return relationship.terms().collection() == Set.class
                ? new UnloadedSet(relationship)
                : new UnloadedList(relationship);
    }

    /** A {@link List}. */
    final class UnloadedList extends AbstractList<Object> implements UnloadedCollection {

        private final Relationship<?, ?> attribute;

        private UnloadedList(Relationship<?, ?> attribute) {
            this.attribute = attribute;
        }

        @Override
        public Object get(int index) {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public int size() {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public void add(int index, Object element) {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public Iterator<Object> iterator() {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        /** {@return that it is unloaded; debuggers and logs ask for this} */
        @Override
        public String toString() {
            return "[unloaded]";
        }
    }

    /** A {@link java.util.Map}. */
    final class UnloadedMap extends AbstractMap<Object, Object> implements UnloadedCollection {

        private final Relationship<?, ?> attribute;

        private UnloadedMap(Relationship<?, ?> attribute) {
            this.attribute = attribute;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public Object put(Object key, Object value) {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        /** {@return that it is unloaded; debuggers and logs ask for this} */
        @Override
        public String toString() {
            return "[unloaded]";
        }
    }

    /** A {@link Set}. */
    final class UnloadedSet extends AbstractSet<Object> implements UnloadedCollection {

        private final Relationship<?, ?> attribute;

        private UnloadedSet(Relationship<?, ?> attribute) {
            this.attribute = attribute;
        }

        @Override
        public int size() {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public boolean add(Object element) {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        @Override
        public Iterator<Object> iterator() {
            throw UnloadedAttributeException.of(attribute.toString());
        }

        /** {@return that it is unloaded; debuggers and logs ask for this} */
        @Override
        public String toString() {
            return "[unloaded]";
        }
    }
}
