package io.granary.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was said of something, each fact under a key that knows its class. Immutable. */
final class Facts {

    /** The key of a fact. Two keys are the same if they are one. */
    static final class Key<V> {

        private final String name;

        Key(String name) {
            this.name = name;
        }

        @SuppressWarnings("unchecked") // a value is put under a key of its class only
        private V value(Object known) {
            return (V) known;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final Facts NONE = new Facts(Map.of());

    private final Map<Key<?>, Object> said;

    private Facts(Map<Key<?>, Object> said) {
        this.said = said;
    }

    <V> Facts with(Key<V> key, V value) {
        Map<Key<?>, Object> more = new HashMap<>(said);
        more.put(key, value);
        return new Facts(Map.copyOf(more));
    }

    Facts without(Key<?> key) {
        Map<Key<?>, Object> fewer = new HashMap<>(said);
        fewer.remove(key);
        return new Facts(Map.copyOf(fewer));
    }

    boolean has(Key<?> key) {
        return said.containsKey(key);
    }

    <V> Optional<V> get(Key<V> key) {
        return Optional.ofNullable(said.get(key)).map(key::value);
    }
}
