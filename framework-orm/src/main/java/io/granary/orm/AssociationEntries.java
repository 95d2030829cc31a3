package io.granary.orm;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy shows of an object's map.
 *
 * @param <E> the class of the object
 * @param <K> the class of the keys
 * @param <T> the class of what is shown
 */
@SuppressWarnings("NullAway") // what is shown may be null, and is for users to expect
final class AssociationEntries<E, K, T> extends AbstractMap<K, T> {

    private final AssociationMap<E, K, T> proxy;
    private final E owner;

    AssociationEntries(AssociationMap<E, K, T> proxy, E owner) {
        this.proxy = proxy;
        this.owner = owner;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return proxy.middles(owner).containsKey(key);
    }

    @Override
    public @Nullable T get(@Nullable Object key) {
        Object middle = proxy.middles(owner).get(key);
        return middle == null ? null : proxy.shown(middle);
    }

    @Override
    public @Nullable T put(K key, T value) {
        Map<K, Object> middles = proxy.middles(owner);
        Object middle = middles.get(key);
        if (middle == null) {
            middles.put(key, proxy.created(key, value));
            return null;
        }
        T before = proxy.shown(middle);
        proxy.show(middle, value);
        return before;
    }

    @Override
    public @Nullable T remove(@Nullable Object key) {
        Object middle = proxy.middles(owner).remove(key);
        return middle == null ? null : proxy.shown(middle);
    }

    @Override
    public void clear() {
        proxy.middles(owner).clear();
    }

    @Override
    public Set<Map.Entry<K, T>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return proxy.middles(owner).size();
            }

            @Override
            public Iterator<Map.Entry<K, T>> iterator() {
                return entries(proxy.middles(owner).entrySet().iterator());
            }
        };
    }

    private Iterator<Map.Entry<K, T>> entries(Iterator<Map.Entry<K, Object>> middles) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return middles.hasNext();
            }

            @Override
            public Map.Entry<K, T> next() {
                return entry(middles.next());
            }

            @Override
            public void remove() {
                middles.remove();
            }
        };
    }

    private Map.Entry<K, T> entry(Map.Entry<K, Object> of) {
        return new AbstractMap.SimpleEntry<>(of.getKey(), proxy.shown(of.getValue())) {

            private static final long serialVersionUID = 1L;

            @Override
            public T setValue(T value) {
                proxy.show(of.getValue(), value);
                return super.setValue(value);
            }
        };
    }
}
