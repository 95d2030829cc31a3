package io.granary.orm.internal.identity;

import static java.util.Objects.requireNonNull;

import io.granary.orm.EntityState;
import io.granary.orm.WriteOnly;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of one object: its state, its key, and what it was when it was loaded or flushed last. Belongs to the session's actor.
 */
public final class InstanceState {

    private final EntityMapping<Object> mapping;
    private final Object object;
    private final RowMemory remembering;
    private EntityState state = EntityState.TRANSIENT;
    private @Nullable EntityKey key;

    /** The row image as far as it is known. */
    private final @Nullable Object[] committed;

    // Sets of slots are replaced and never changed, for objects share them.

    /** The slots of {@link #committed} that are known. */
    private BitSet loaded;

    /** The slots that were left out when the row was read. What the object had there then is in {@link #committed}. */
    private BitSet deferred = Slots.NONE;

    /** What each relationship had, by its place in the mapping. */
    private final Related[] related;

    /** The slots that are to be read again before they are relied upon. What they were is still in {@link #committed}. */
    private BitSet stale = Slots.NONE;

    /** The relationships that are to be read again before they are relied upon, by their place in the mapping. */
    private BitSet staleRelated = Slots.NONE;

    private boolean unknown;

    /**
     * Knows nothing of an object yet, but what was left out when it was read elsewhere.
     *
     * @param mapping how its class is mapped
     * @param object the object
     */
    public InstanceState(EntityMapping<?> mapping, Object object) {
        this(mapping, object, new @Nullable Object[mapping.columns().size()], Slots.NONE);
        LeftOut known = LeftOut.of(object);
        if (known != null) {
            System.arraycopy(known.then(), 0, committed, 0, committed.length);
            deferNoted(known.slots());
        }
    }

    @SuppressWarnings("unchecked") // it is given objects of that class only
    private InstanceState(EntityMapping<?> mapping, Object object, @Nullable Object[] committed, BitSet loaded) {
        this.mapping = (EntityMapping<Object>) mapping;
        this.object = object;
        this.remembering = RowMemory.of(mapping);
        this.committed = committed;
        this.loaded = loaded;
        this.related = remembering.unloaded();
        for (Relationship<?, ?> relationship : mapping.relationships()) {
            if (relationship.isWriteOnly()) {
                recorded(relationship);
            }
        }
    }

    /**
     * {@return what is known of an object that was made of a whole row}
     *
     * @param mapping how its class is mapped
     * @param object the object
     * @param image the row image; handed over
     */
    public static InstanceState ofRow(EntityMapping<?> mapping, Object object, @Nullable Object[] image) {
        RowMemory remembering = RowMemory.of(mapping);
        remembering.copy(image);
        return new InstanceState(mapping, object, image, remembering.all());
    }

    /** {@return how its class is mapped} */
    public EntityMapping<Object> mapping() {
        return mapping;
    }

    /** {@return the object} */
    public Object object() {
        return object;
    }

    /** {@return what it is to the session} */
    public EntityState state() {
        return state;
    }

    /**
     * Makes it something else to the session.
     *
     * @param next what
     */
    public void become(EntityState next) {
        state = next;
    }

    /** {@return whether it has a row, as far as the session knows} */
    public boolean isPersistent() {
        return state == EntityState.PERSISTENT;
    }

    /** {@return whether it is to get a row} */
    public boolean isPending() {
        return state == EntityState.PENDING;
    }

    /** {@return its key; empty as long as it has no row} */
    public Optional<EntityKey> key() {
        return Optional.ofNullable(key);
    }

    /**
     * {@return its key}
     *
     * @throws NullPointerException when it has none
     */
    public EntityKey requireKey() {
        return requireNonNull(key, "a key");
    }

    /**
     * Gives it a key, or takes it away.
     *
     * @param next the key; null for none
     */
    public void identify(@Nullable EntityKey next) {
        key = next;
    }

    /**
     * Notes that it has a row of which only the key is known, so that all of it has to be written.
     *
     * @param image the row image, of which the key is taken
     */
    public void attach(@Nullable Object[] image) {
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
    public boolean isUnknown() {
        return unknown;
    }

    // ---- what it was

    /** {@return the row image as it was last loaded or flushed, for reading; what is not loaded is null} */
    public @Nullable Object[] committed() {
        return committed;
    }

    /** {@return the slots that are known; for reading only} */
    public BitSet loaded() {
        return loaded;
    }

    /** {@return the slots that are to be read again before they are relied upon; for reading} */
    public BitSet stale() {
        return stale;
    }

    /** {@return whether its row is to be read again before it is relied upon} */
    public boolean isExpired() {
        return !stale().isEmpty();
    }

    /**
     * Notes values that the database has.
     *
     * @param image the row image; its values are copied as far as they could change
     * @param slots which values
     */
    public void commit(@Nullable Object[] image, BitSet slots) {
        if (slots.equals(remembering.all())) {
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
     * {@return whether a value is another than the one that the database has}
     *
     * @param slot the place of its column
     * @param value the value
     */
    public boolean differs(int slot, @Nullable Object value) {
        return !values(slot).same(value, committed[slot]);
    }

    /**
     * Notes that values are not known, and what the object has in their place: as long as it has that, nobody has given it another.
     *
     * @param slots which
     */
    public void defer(BitSet slots) {
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
    public boolean isDeferred(int slot) {
        return deferred.get(slot);
    }

    /** {@return the slots of values that were left out when the row was read, and that nobody has given the object since} */
    public BitSet leftOut() {
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
        return loaded.cardinality() == committed.length;
    }

    /**
     * {@return the row image as the object says it is now; references as they were}
     */
    public @Nullable Object[] current() {
        @Nullable Object[] image = committed.clone();
        mapping.read(object, image);
        return image;
    }

    // ---- relationships

    /**
     * {@return what a relationship had when it was loaded or flushed last}
     *
     * @param relationship one of its class
     */
    public Related related(Relationship<?, ?> relationship) {
        if (relationship.isWriteOnly()) {
            return Related.before(relationship, object);
        }
        return related[mapping.placeOf(relationship)];
    }

    /**
     * {@return what was recorded at a relationship whose members are never loaded, which knows from now on whose it is}
     *
     * @param relationship such a relationship of its class
     */
    public WriteOnly<?> recorded(Relationship<?, ?> relationship) {
        WriteOnly<?> recorded = (WriteOnly<?>) relationship.get(object);
        if (recorded == null) {
            recorded = new WriteOnly<>();
            relationship.set(object, recorded);
        }
        recorded.belongTo(relationship, object);
        return recorded;
    }

    /**
     * {@return whether a relationship has an object now, as far as that is known}
     *
     * @param relationship one of its class
     * @param other the object
     */
    public boolean hasNow(Relationship<?, ?> relationship, Object other) {
        return relationship.get(object) instanceof WriteOnly<?> recorded
                ? recorded.hasAdded(other)
                : relatedNow(relationship).has(other);
    }

    /**
     * {@return what a relationship has now; of one that is only read, what was loaded, whatever the object has in its place}
     *
     * @param relationship one of its class
     */
    public Related relatedNow(Relationship<?, ?> relationship) {
        if (relationship.isViewOnly()) {
            return related(relationship);
        }
        if (relationship.isWriteOnly()) {
            recorded(relationship);
        }
        return Related.now(relationship, object, related(relationship));
    }

    /**
     * {@return whether this refers to another, as the object says; or as its row does, where the object does not know}
     *
     * @param held a relationship of its class that holds a reference
     * @param other the other
     */
    public boolean refersTo(Relationship<?, ?> held, InstanceState other) {
        Related now = relatedNow(held);
        if (now.loaded() || other.key == null) {
            return now.object() == other.object;
        }
        List<Object> key = other.key.values();
        List<Relationship.Reference> references = held.terms().references();
        for (int i = 0; i < references.size(); i++) {
            if (!key.get(i).equals(committed[references.get(i).slot()])) {
                return false;
            }
        }
        return key.size() == references.size();
    }

    /**
     * Notes what a relationship has in the database.
     *
     * @param relationship one of its class
     * @param has what
     */
    public void relate(Relationship<?, ?> relationship, Related has) {
        int place = mapping.placeOf(relationship);
        if (relationship.isWriteOnly()) {
            // It keeps what is to be written itself.
            return;
        }
        related[place] = has;
        staleRelated = Slots.without(staleRelated, place);
    }

    // ---- going back

    /** What was known of an object at some time. */
    public static final class Memento {

        private final @Nullable EntityKey key;
        private final @Nullable Object[] committed;
        private final BitSet loaded;
        private final BitSet deferred;
        private final Related[] related;
        private final boolean unknown;

        private Memento(InstanceState state) {
            this.key = state.key;
            this.committed = state.committed.clone();
            this.loaded = state.loaded;
            this.deferred = state.deferred;
            this.related = state.related.clone();
            this.unknown = state.unknown;
        }

        /** {@return the key it had; empty if it had none} */
        public Optional<EntityKey> key() {
            return Optional.ofNullable(key);
        }
    }

    /** {@return what is known now, for {@link #restore}} */
    public Memento memento() {
        return new Memento(this);
    }

    /**
     * Makes the object what it was, and has what is known be what was known; not its key, which the identity map has.
     *
     * @param memento what was known
     */
    public void restore(Memento memento) {
        System.arraycopy(memento.committed, 0, committed, 0, committed.length);
        loaded = memento.loaded;
        deferNoted(memento.deferred);
        System.arraycopy(memento.related, 0, related, 0, related.length);
        unknown = memento.unknown;
        revert();
    }

    /** Makes the object what it was when it was loaded or flushed last, as far as that is known. */
    public void revert() {
        if (mapping.isReadOnly()) {
            return;
        }
        @Nullable Object[] image = new @Nullable Object[committed.length];
        for (int slot = 0; slot < image.length; slot++) {
            // The object gets a copy: what it does to it must not change what is known.
            image[slot] = values(slot).copy(committed[slot]);
        }
        mapping.write(object, image, Slots.with(loaded, deferred));
        for (Relationship<?, ?> relationship : mapping.relationships()) {
            related(relationship).giveBack(relationship, object);
        }
    }

    // ---- expiry

    /**
     * Has everything but the key read again, relationships included. The object keeps what it has, and what it was stays, so that a change
     * made in the
     * meantime shows.
     */
    public void expire() {
        // What was left out is asked for when it is wanted.
        stale = Slots.with(stale, Slots.without(remembering.besidesKey(), deferred));
        staleRelated = remembering.relationships();
    }

    /** Has what is not known of its row be read as well when the object is asked for next. */
    public void expireUnknown() {
        if (!isWhole()) {
            stale = Slots.with(stale, Slots.without(remembering.all(), loaded));
        }
    }

    /**
     * {@return whether what a relationship has is to be read again before it is relied upon}
     *
     * @param relationship one of its class
     */
    public boolean isStale(Relationship<?, ?> relationship) {
        return !relationship.isWriteOnly() && staleRelated.get(mapping.placeOf(relationship));
    }

    /**
     * Has some values read again, and takes what the object says now for what it was: changes are dropped.
     *
     * @param slots which; those of the key stay
     */
    public void forget(BitSet slots) {
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

    /**
     * Lets go of what a relationship has: using it fails until it is loaded again, and a plain attribute that refers to one object is null.
     *
     * @param relationship one of its class
     */
    public void unload(Relationship<?, ?> relationship) {
        relate(relationship, Related.UNLOADED);
        Related.giveUnloaded(relationship, object);
    }

    /** {@return all slots of its class; a copy} */
    public BitSet allSlots() {
        return Slots.own(remembering.all());
    }

    /** {@return its relationships} */
    public List<Relationship<?, ?>> relationships() {
        return mapping.relationships();
    }

    /** {@return its class, and its key if it has one} */
    @Override
    public String toString() {
        return key == null ? "a new " + mapping : key.toString();
    }
}
