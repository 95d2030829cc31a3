package io.granary.orm.internal.identity;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was left out of an object whose row was read in part, known for as long as the object lives.
 *
 * <p>The object may come to another session later, and that one must not take for its values what was never read. The object itself cannot
 * say: null and zero are values. Objects that were read as a whole cost nothing here.
 *
 * <p>Written and read by the session that the object is in, as the object itself.
 */
final class LeftOut {

    private static final ConcurrentMap<Identity, LeftOut> KNOWN = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private final BitSet slots;
    private final @Nullable Object[] then;

    /**
     * Takes both without copying: the places are never changed, and what it had is changed by who knows the object.
     *
     * @param slots the places of the values that were left out
     * @param then what the object had in their place: as long as it has that, nobody has given it another; by place
     */
    LeftOut(BitSet slots, @Nullable Object[] then) {
        this.slots = slots;
        this.then = then;
    }

    BitSet slots() {
        return slots;
    }

    @Nullable Object[] then() {
        return then;
    }

    /** Notes what was left out of an object, in place of what was noted of it before. */
    static void note(Object object, LeftOut leftOut) {
        forgetTheGone();
        KNOWN.put(new Identity(object, GONE), leftOut);
    }

    /** {@return what was left out of an object; null if nothing was} */
    static @Nullable LeftOut of(Object object) {
        return KNOWN.isEmpty() ? null : KNOWN.get(new Identity(object, null));
    }

    private static void forgetTheGone() {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            KNOWN.remove(gone);
        }
    }

    /** Stands for one object, whatever that takes for equal, without keeping it. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Identity that && get() != null && get() == that.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
