package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object's row: what its values were when they were loaded or flushed last, and which of them are. The class above that of an object's state,
 * and no part of it, for there is one of both for each object of a session. Belongs to the session's actor.
 */
public abstract class KnownRow {

    /** No slots at all; never written to. */
    private static final BitSet NONE = new BitSet();

    private final EntityMapping<Object> mapping;
    private final Object object;
    private final RowMemory remembering;

    /** The row image as far as it is known. */
    private final @Nullable Object[] committed;

    /** The slots of {@link #committed} that are known. */
    private final BitSet loaded;

    /** The slots that were left out when the row was read. What the object had there then is in {@link #committed}. */
    private @Nullable BitSet deferred;

    /** The slots that are to be read again before they are relied upon. What they were is still in {@link #committed}. */
    private @Nullable BitSet stale;

    private boolean unknown;

    @SuppressWarnings("unchecked") // it is given objects of that class only
    KnownRow(EntityMapping<?> mapping, Object object, @Nullable Object[] committed, BitSet loaded) {
        this.mapping = (EntityMapping<Object>) mapping;
        this.object = object;
        this.remembering = RowMemory.of(mapping);
        this.committed = committed;
        this.loaded = loaded;
    }

    /** Takes over what was left out when the object was read elsewhere. */
    final void recallLeftOut() {
        LeftOut known = LeftOut.of(object);
        if (known != null) {
            System.arraycopy(known.then(), 0, committed, 0, committed.length);
            deferNoted(known.slots());
        }
    }

    /** {@return how its class is mapped} */
    public final EntityMapping<Object> mapping() {
        return mapping;
    }

    /** {@return the object} */
    public final Object object() {
        return object;
    }

    /**
     * Notes that it has a row of which only the key is known, so that all of it has to be written.
     *
     * @param image the row image, of which the key is taken
     */
    public final void attach(@Nullable Object[] image) {
        unknown = true;
        mapping.key().forEach(column -> {
            committed[column.slot()] = image[column.slot()];
            loaded.set(column.slot());
        });
        mapping.inheritance().ifPresent(known -> {
            committed[known.discriminatorSlot()] = known.value().orElse(null);
            loaded.set(known.discriminatorSlot());
        });
    }

    /** {@return whether it has a row of which only the key is known} */
    public final boolean isUnknown() {
        return unknown;
    }

    // ---- what it was

    /** {@return the row image as it was last loaded or flushed, for reading; what is not loaded is null} */
    public final @Nullable Object[] committed() {
        return committed;
    }

    /** {@return the slots that are known; for reading only} */
    public final BitSet loaded() {
        return loaded;
    }

    /** {@return the slots that are to be read again before they are relied upon; for reading} */
    public final BitSet stale() {
        return orNone(stale);
    }

    /** {@return whether its row is to be read again before it is relied upon} */
    public final boolean isExpired() {
        return !stale().isEmpty();
    }

    /**
     * Notes values that the database has.
     *
     * @param image the row image; its values are copied as far as they could change
     * @param slots which values
     */
    public final void commit(@Nullable Object[] image, BitSet slots) {
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            committed[slot] = values(slot).copy(image[slot]);
            loaded.set(slot);
        }
        stale = without(stale, slots);
        deferred = without(deferred, slots);
        unknown &= loaded.cardinality() < committed.length;
    }

    /**
     * {@return whether a value is another than the one that the database has}
     *
     * @param slot the place of its column
     * @param value the value
     */
    public final boolean differs(int slot, @Nullable Object value) {
        return !values(slot).same(value, committed[slot]);
    }

    /**
     * Notes that values are not known, and what the object has in their place: as long as it has that, nobody has given it another.
     *
     * @param slots which
     */
    public final void defer(BitSet slots) {
        @Nullable Object[] now = current();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            committed[slot] = values(slot).copy(now[slot]);
        }
        deferNoted(slots);
    }

    private void deferNoted(BitSet slots) {
        BitSet own = with(deferred, slots);
        deferred = own;
        LeftOut.note(object, new LeftOut(own, committed));
    }

    /**
     * {@return whether a value was left out when the row was read, and is not known}
     *
     * @param slot the place of its column
     */
    public final boolean isDeferred(int slot) {
        return orNone(deferred).get(slot);
    }

    /** {@return the slots of values that were left out when the row was read, and that nobody has given the object since} */
    public final BitSet leftOut() {
        BitSet slots = (BitSet) orNone(deferred).clone();
        if (!slots.isEmpty()) {
            @Nullable Object[] now = current();
            slots.stream()
                    .filter(slot -> differs(slot, now[slot]))
                    .boxed()
                    .toList()
                    .forEach(slots::clear);
        }
        return slots;
    }

    private ValueCopies values(int slot) {
        return remembering.of(slot);
    }

    static BitSet with(@Nullable BitSet set, BitSet more) {
        BitSet own = set == null ? new BitSet() : set;
        own.or(more);
        return own;
    }

    private static @Nullable BitSet without(@Nullable BitSet set, BitSet fewer) {
        if (set != null) {
            set.andNot(fewer);
        }
        return set;
    }

    static BitSet orNone(@Nullable BitSet set) {
        return set == null ? NONE : set;
    }

    /**
     * {@return the row image as the object says it is now; references as they were}
     */
    public final @Nullable Object[] current() {
        @Nullable Object[] image = committed.clone();
        mapping.read(object, image);
        return image;
    }

    /** Has what is not known of its row be read as well when the object is asked for next. */
    public final void expireUnknown() {
        if (loaded.cardinality() == committed.length) {
            return;
        }
        BitSet slots = allSlots();
        slots.andNot(loaded);
        stale = with(stale, slots);
    }

    /**
     * Has some values read again, and takes what the object says now for what it was: changes are dropped.
     *
     * @param slots which; those of the key stay
     */
    public final void forget(BitSet slots) {
        @Nullable Object[] now = current();
        BitSet which = (BitSet) slots.clone();
        mapping.key().forEach(column -> which.clear(column.slot()));
        for (int slot = which.nextSetBit(0); slot >= 0; slot = which.nextSetBit(slot + 1)) {
            committed[slot] = values(slot).copy(now[slot]);
        }
        loaded.or(which);
        deferred = without(deferred, which);
        unknown = false;
        stale = with(stale, which);
    }

    /** {@return all slots of its class; a copy} */
    public final BitSet allSlots() {
        return remembering.all();
    }

    /** Has everything but the key read again; what was left out is asked for when it is wanted. */
    final void expireRow() {
        BitSet all = allSlots();
        mapping.key().forEach(column -> all.clear(column.slot()));
        all.andNot(orNone(deferred));
        stale = with(stale, all);
    }

    /** What was known of the row at some time. */
    static final class Kept {

        private final @Nullable Object[] committed;
        private final BitSet loaded;
        private final BitSet deferred;
        private final boolean unknown;

        private Kept(KnownRow row) {
            this.committed = row.committed.clone();
            this.loaded = (BitSet) row.loaded.clone();
            this.deferred = (BitSet) orNone(row.deferred).clone();
            this.unknown = row.unknown;
        }
    }

    final Kept kept() {
        return new Kept(this);
    }

    final void restoreRow(Kept kept) {
        System.arraycopy(kept.committed, 0, committed, 0, committed.length);
        loaded.clear();
        loaded.or(kept.loaded);
        deferred = with(without(deferred, remembering.all()), kept.deferred);
        unknown = kept.unknown;
    }

    /** Gives the object the values that are known. */
    final void revertRow() {
        @Nullable Object[] image = new @Nullable Object[committed.length];
        for (int slot = 0; slot < image.length; slot++) {
            // The object gets a copy: what it does to it must not change what is known.
            image[slot] = values(slot).copy(committed[slot]);
        }
        BitSet known = (BitSet) loaded.clone();
        known.or(orNone(deferred));
        mapping.write(object, image, known);
    }
}
