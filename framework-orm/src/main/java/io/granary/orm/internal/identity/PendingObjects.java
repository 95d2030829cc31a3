package io.granary.orm.internal.identity;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Objects without a row, in the order in which they came. Each knows its place, so that none is looked for as it goes: ten thousand come and go in a flush.
 */
final class PendingObjects extends AbstractCollection<InstanceState> {

    /** Below so many places none is taken back. */
    private static final int FEW = 32;

    /** Null where one has gone. */
    private final List<@Nullable InstanceState> places = new ArrayList<>();

    private int size;

    /** Takes one that is not there. */
    @Override
    public boolean add(InstanceState state) {
        if (places.size() > Math.max(FEW, 2 * size)) {
            closeUp();
        }
        state.waitAt(places.size());
        places.add(state);
        size++;
        return true;
    }

    /** Lets go of one that is there. */
    void remove(InstanceState state) {
        places.set(state.waitsAt(), null);
        size--;
        if (size == 0) {
            places.clear();
        }
    }

    private void closeUp() {
        places.removeIf(Objects::isNull);
        for (int place = 0; place < places.size(); place++) {
            Objects.requireNonNull(places.get(place)).waitAt(place);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void clear() {
        places.clear();
        size = 0;
    }

    @Override
    public Iterator<InstanceState> iterator() {
        return new Waiting();
    }

    private final class Waiting implements Iterator<InstanceState> {

        private int next;
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public InstanceState next() {
            while (next < places.size()) {
                InstanceState state = places.get(next++);
                if (state != null) {
                    left--;
                    return state;
                }
            }
            throw new NoSuchElementException();
        }
    }
}
