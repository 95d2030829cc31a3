package io.granary.orm;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy shows of an object's collection, each value once.
 *
 * @param <E> the class of the object
 * @param <T> the class of what is shown
 */
final class AssociationSet<E, T> extends AbstractSet<T> {

    private final AssociationProxy<E, T> proxy;
    private final E owner;

    AssociationSet(AssociationProxy<E, T> proxy, E owner) {
        this.proxy = proxy;
        this.owner = owner;
    }

    private Set<T> values() {
        Set<T> values = new LinkedHashSet<>();
        for (Object middle : proxy.collection(owner)) {
            values.add(proxy.shown(middle));
        }
        return values;
    }

    @Override
    public int size() {
        return values().size();
    }

    @Override
    public boolean add(T value) {
        return !contains(value) && proxy.collection(owner).add(proxy.created(value));
    }

    @Override
    public boolean remove(@Nullable Object value) {
        return proxy.collection(owner).removeIf(middle -> Objects.equals(proxy.shown(middle), value));
    }

    @Override
    public void clear() {
        proxy.collection(owner).clear();
    }

    @Override
    public Iterator<T> iterator() {
        Iterator<T> values = values().iterator();
        return new Iterator<>() {

            private @Nullable Runnable removal;

            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public T next() {
                T value = values.next();
                removal = () -> AssociationSet.this.remove(value);
                return value;
            }

            @Override
            public void remove() {
                if (removal == null) {
                    throw new IllegalStateException("there is nothing to remove before next()");
                }
                removal.run();
                removal = null;
            }
        };
    }
}
