package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of the row of one object: the values that it had when it was loaded or flushed last, which of them are known, which were left
 * out, and which are to be read again. Belongs to the session's actor.
 */
abstract sealed class KnownRow permits InstanceState {

    private final EntityMapping<Object> mapping;
    private final Object object;
    private final RowMemory remembering;

    /** The row image as far as it is known. */
    private final @Nullable Object[] committed;

    // Sets of slots are replaced and never changed, for objects share them.

    /** The slots of {@link #committed} that are known. */
    private BitSet loaded;

    /** The slots that were left out when the row was read. What the object had there then is in {@link #committed}. */
    private BitSet deferred = Slots.NONE;

    /** The slots that are to be read again before they are relied upon. What they were is still in {@link #committed}. */
    private BitSet stale = Slots.NONE;

    private boolean unknown;

    /** What was known of a row at some time. */
    static final class RowMemento {

        private final @Nullable Object[] committed;
        private final BitSet loaded;
        private final BitSet deferred;
        private final boolean unknown;

        private RowMemento(KnownRow row) {
            this.committed = row.committed.clone();
            this.loaded = row.loaded;
            this.deferred = row.deferred;
            this.unknown = row.unknown;
        }
    }

    /** Knows nothing of a row yet, but what was left out when it was read elsewhere. */
    KnownRow(EntityMapping<Object> mapping, Object object) {
        this(mapping, object, new @Nullable Object[mapping.columns().size()], Slots.NONE);
        LeftOut known = LeftOut.of(object);
        if (known != null) {
            System.arraycopy(known.then(), 0, committed, 0, committed.length);
            deferNoted(known.slots());
        }
    }

    /** Knows some places of a row image, which is handed over. */
    KnownRow(EntityMapping<Object> mapping, Object object, @Nullable Object[] committed, BitSet loaded) {
        this.mapping = mapping;
        this.object = object;
        this.remembering = RowMemory.of(mapping);
        this.committed = committed;
        this.loaded = loaded;
    }

    /** How the rows of its class are remembered. */
    final RowMemory remembering() {
        return remembering;
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
        BitSet known = Slots.own(loaded);
        mapping.key().forEach(column -> {
            committed[column.slot()] = image[column.slot()];
            known.set(column.slot());
        });
        mapping.inheritance().ifPresent(of -> {
            committed[of.discriminatorSlot()] = of.value().orElse(null);
            known.set(of.discriminatorSlot());
        });
        loaded = known;
    }

    /** {@return whether it has a row of which only the key is known} */
    public final boolean isUnknown() {
        return unknown;
    }

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
        return stale;
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
        if (remembering.isAll(slots) || slots.equals(remembering.all())) {
            System.arraycopy(image, 0, committed, 0, committed.length);
            remembering.copy(committed);
        } else {
            for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
                committed[slot] = values(slot).copy(image[slot]);
            }
        }
        loaded = remembering.with(loaded, slots);
        stale = Slots.without(stale, slots);
        deferNoted(Slots.without(deferred, slots));
        unknown &= !isWhole();
    }

    /**
     * Notes values that a statement gave its row, and gives them to the object, too: its own of those that could change, for the same statement may have
     * given them to others, and whoever made it still has them.
     *
     * @param image the row image
     * @param slots which values
     */
    public final void take(@Nullable Object[] image, BitSet slots) {
        @Nullable Object[] own = image.clone();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            own[slot] = values(slot).copy(image[slot]);
        }
        mapping.write(object, own, slots);
        commit(image, slots);
    }

    /**
     * {@return whether all of its row is known and nothing of it has changed}
     *
     * @param image its row image now
     */
    public final boolean isAsRead(@Nullable Object[] image) {
        if (!remembering.isAll(loaded)) {
            return false;
        }
        for (int slot = 0; slot < image.length; slot++) {
            if (differs(slot, image[slot])) {
                return false;
            }
        }
        return true;
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
        deferNoted(Slots.with(deferred, Slots.own(slots)));
    }

    /** Has others be the slots that were left out, for whichever session the object comes to. */
    private void deferNoted(BitSet slots) {
        if (!slots.equals(deferred)) {
            deferred = slots;
            LeftOut.note(object, new LeftOut(slots, committed));
        }
    }

    /**
     * {@return whether a value was left out when the row was read, and is not known}
     *
     * @param slot the place of its column
     */
    public final boolean isDeferred(int slot) {
        return deferred.get(slot);
    }

    /** {@return the slots of values that were left out when the row was read, and that nobody has given the object since} */
    public final BitSet leftOut() {
        BitSet slots = Slots.own(deferred);
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

    /** Whether all of its row is known. */
    private boolean isWhole() {
        return remembering.isAll(loaded) || loaded.cardinality() == committed.length;
    }

    /**
     * {@return the row image as the object says it is now; references as they were}
     */
    public final @Nullable Object[] current() {
        @Nullable Object[] image = committed.clone();
        mapping.read(object, image);
        return image;
    }

    /** Has the object have a key that a database keeps as it is: no time in it is finer than a microsecond. */
    public final void cutKey() {
        BitSet times = remembering.keyTimes();
        if (times.isEmpty() || mapping.isReadOnly()) {
            return;
        }
        @Nullable Object[] image = current();
        BitSet finer = new BitSet();
        for (MappedColumn column : mapping.key()) {
            Object value = image[column.slot()];
            if (times.get(column.slot()) && value != null) {
                image[column.slot()] = KeyTimes.cut(column, value);
                finer.set(column.slot(), !value.equals(image[column.slot()]));
            }
        }
        if (!finer.isEmpty()) {
            mapping.write(object, image, finer);
        }
    }

    /** {@return all slots of its class; a copy} */
    public final BitSet allSlots() {
        return Slots.own(remembering.all());
    }

    // ---- going back

    final RowMemento rowMemento() {
        return new RowMemento(this);
    }

    final void restore(RowMemento memento) {
        System.arraycopy(memento.committed, 0, committed, 0, committed.length);
        loaded = memento.loaded;
        deferNoted(memento.deferred);
        unknown = memento.unknown;
    }

    /** Gives the object the values that its row had, as far as they are known. */
    final void revertValues() {
        @Nullable Object[] image = new @Nullable Object[committed.length];
        for (int slot = 0; slot < image.length; slot++) {
            // The object gets a copy: what it does to it must not change what is known.
            image[slot] = values(slot).copy(committed[slot]);
        }
        mapping.write(object, image, Slots.with(loaded, deferred));
    }

    // ---- expiry

    /** Has all values but the key's read again, and not those that were left out, which are asked for when they are wanted. */
    final void expireValues() {
        stale = Slots.with(stale, Slots.without(remembering.besidesKey(), deferred));
    }

    /** Has what is not known of its row be read as well when the object is asked for next. */
    public final void expireUnknown() {
        if (!isWhole()) {
            stale = Slots.with(stale, Slots.without(remembering.all(), loaded));
        }
    }

    /**
     * Has some values read again, and takes what the object says now for what it was: changes are dropped.
     *
     * @param slots which; those of the key are not read again, but are what they were
     */
    public final void forget(BitSet slots) {
        revertKey(slots);
        @Nullable Object[] now = current();
        BitSet which = Slots.own(slots);
        which.and(remembering.besidesKey());
        for (int slot = which.nextSetBit(0); slot >= 0; slot = which.nextSetBit(slot + 1)) {
            committed[slot] = values(slot).copy(now[slot]);
        }
        loaded = remembering.with(loaded, which);
        deferNoted(Slots.without(deferred, which));
        unknown = false;
        stale = Slots.with(stale, which);
    }

    /** A key that was changed is dropped like any other change: it is what the row is found by. */
    private void revertKey(BitSet slots) {
        BitSet key = Slots.own(slots);
        key.andNot(remembering.besidesKey());
        key.and(loaded);
        if (!key.isEmpty() && !mapping.isReadOnly()) {
            mapping.write(object, committed.clone(), key);
        }
    }
}
