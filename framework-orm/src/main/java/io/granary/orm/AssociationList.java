package io.granary.orm;

import java.util.AbstractList;

/**
 * What a proxy shows of an object's list.
 *
 * @param <E> the class of the object
 * @param <T> the class of what is shown
 */
final class AssociationList<E, T> extends AbstractList<T> {

    private final AssociationProxy<E, T> proxy;
    private final E owner;

    AssociationList(AssociationProxy<E, T> proxy, E owner) {
        this.proxy = proxy;
        this.owner = owner;
    }

    @Override
    public T get(int index) {
        return proxy.shown(proxy.listOf(owner).get(index));
    }

    @Override
    public int size() {
        return proxy.listOf(owner).size();
    }

    @Override
    public T set(int index, T value) {
        Object middle = proxy.listOf(owner).get(index);
        T before = proxy.shown(middle);
        proxy.show(middle, value);
        return before;
    }

    @Override
    public void add(int index, T value) {
        proxy.listOf(owner).add(index, proxy.created(value));
        modCount++;
    }

    @Override
    public T remove(int index) {
        Object middle = proxy.listOf(owner).remove(index);
        modCount++;
        return proxy.shown(middle);
    }
}
