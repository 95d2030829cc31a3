package io.granary.orm.internal.identity;

import static java.util.Objects.requireNonNull;

import io.granary.orm.EntityState;
import io.granary.orm.WriteOnly;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of one object: its state, its key, and what it was when it was loaded or flushed last. Belongs to the session's actor.
 */
public final class InstanceState extends KnownRow {

    private EntityState state = EntityState.TRANSIENT;
    private @Nullable EntityKey key;

    /** Its place among the pending ones, as long as it is one of them. */
    private int place;

    /** What each relationship had, by its place in the mapping. */
    private final Related[] related;

    /** The relationships that are to be read again before they are relied upon, by their place in the mapping. */
    private BitSet staleRelated = Slots.NONE;

    /**
     * Knows nothing of an object yet, but what was left out when it was read elsewhere.
     *
     * @param mapping how its class is mapped
     * @param object the object
     */
    public InstanceState(EntityMapping<?> mapping, Object object) {
        super(ofObjects(mapping), object);
        this.related = remembering().unloaded();
        recordAll();
    }

    private InstanceState(EntityMapping<?> mapping, Object object, @Nullable Object[] image, RowMemory remembering) {
        super(ofObjects(mapping), object, image, remembering.all());
        this.related = remembering.unloaded();
        recordAll();
    }

    @SuppressWarnings("unchecked") // it is given objects of that class only
    private static EntityMapping<Object> ofObjects(EntityMapping<?> mapping) {
        return (EntityMapping<Object>) mapping;
    }

    private void recordAll() {
        for (Relationship<?, ?> relationship : relationships()) {
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
        return new InstanceState(mapping, object, image, remembering);
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

    void waitAt(int among) {
        place = among;
    }

    int waitsAt() {
        return place;
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

    // ---- relationships

    /**
     * {@return what a relationship had when it was loaded or flushed last}
     *
     * @param relationship one of its class
     */
    public Related related(Relationship<?, ?> relationship) {
        if (relationship.isWriteOnly()) {
            return Related.before(relationship, object());
        }
        return related[mapping().placeOf(relationship)];
    }

    /**
     * {@return what was recorded at a relationship whose members are never loaded, which knows from now on whose it is}
     *
     * @param relationship such a relationship of its class
     */
    public WriteOnly<?> recorded(Relationship<?, ?> relationship) {
        WriteOnly<?> recorded = (WriteOnly<?>) relationship.get(object());
        if (recorded == null) {
            recorded = new WriteOnly<>();
            relationship.set(object(), recorded);
        }
        recorded.belongTo(relationship, object());
        return recorded;
    }

    /**
     * {@return whether a relationship has an object now, as far as that is known}
     *
     * @param relationship one of its class
     * @param other the object
     */
    public boolean hasNow(Relationship<?, ?> relationship, Object other) {
        return relationship.get(object()) instanceof WriteOnly<?> recorded
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
        return Related.now(relationship, object(), related(relationship));
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
            return now.object() == other.object();
        }
        List<Object> key = other.key.values();
        List<Relationship.Reference> references = held.terms().references();
        for (int i = 0; i < references.size(); i++) {
            int slot = references.get(i).slot();
            if (!KeyValues.same(mapping().columns().get(slot).column().type(), key.get(i), committed()[slot])) {
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
        int place = mapping().placeOf(relationship);
        if (relationship.isWriteOnly()) {
            // It keeps what is to be written itself.
            return;
        }
        related[place] = has;
        staleRelated = Slots.without(staleRelated, place);
    }

    /**
     * Makes a collection have others than it has, which are still to be written. What it refuses of them has not left it.
     *
     * @param relationship a relationship to many of its class
     * @param objects the others
     */
    public void give(Relationship<?, ?> relationship, List<@Nullable Object> objects) {
        Related.give(relationship, object(), objects);
        int place = mapping().placeOf(relationship);
        related[place] = related[place].seenBy(relationship, object());
    }

    /**
     * Has an object come to a collection, or leave it. To a set it comes alone: if that were filled anew, it could refuse others that are in it.
     *
     * @param relationship a relationship to many of its class
     * @param member the object
     * @param in whether it comes
     */
    @SuppressWarnings("unchecked") // the relationship says of which class its members are
    public void change(Relationship<?, ?> relationship, Object member, boolean in) {
        if (relationship.get(object()) instanceof HashSet<?> own && !relationship.isViewOnly()) {
            if (in) {
                ((Set<Object>) own).add(member);
            } else {
                own.removeIf(each -> each == member);
            }
            return;
        }
        List<@Nullable Object> members =
                new ArrayList<>(relatedNow(relationship).objects());
        if (in) {
            members.add(member);
        } else {
            members.removeIf(each -> each == member);
        }
        give(relationship, members);
    }

    /**
     * Notes that an object has left a set in the database that has refused it.
     *
     * @param relationship a relationship to many of its class
     * @param member the object
     */
    public void forgetRefused(Relationship<?, ?> relationship, Object member) {
        int place = mapping().placeOf(relationship);
        related[place] = related[place].refusingNoMore(member);
    }

    /**
     * Notes what a collection has in the database that was given to the object without having been loaded.
     *
     * @param relationship a relationship to many of its class
     * @param stored what the database has there
     */
    public void relateGiven(Relationship<?, ?> relationship, List<@Nullable Object> stored) {
        relate(relationship, EqualMembers.of(relationship, object(), stored));
    }

    /**
     * Takes a new object for all that is known of a row that it replaces: a reference that it does not have is none, as a value is, and is not one
     * that nobody loaded.
     *
     * @param image its row image, of which the key is taken
     */
    public void replace(@Nullable Object[] image) {
        attach(image);
        for (Relationship<?, ?> relationship : relationships()) {
            if (!relationship.kind().isToMany() && !relationship.isViewOnly()) {
                relate(relationship, Related.NOTHING);
            }
        }
    }

    // ---- going back

    /** What was known of an object at some time. */
    public static final class Memento {

        private final @Nullable EntityKey key;
        private final RowMemento row;
        private final Related[] related;

        private Memento(InstanceState state) {
            this.key = state.key;
            this.row = state.rowMemento();
            this.related = state.related.clone();
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
     * Has what is known be what was known; not its key, which the identity map has. The object itself is reverted later, with others.
     *
     * @param memento what was known
     */
    public void restore(Memento memento) {
        restore(memento.row);
        System.arraycopy(memento.related, 0, related, 0, related.length);
    }

    /**
     * Makes objects what they were when they were loaded or flushed last, as far as that is known: first their values, then what is kept by those, as maps
     * are by keys, and sets by what their members are equal by.
     *
     * @param states what is known of them
     */
    public static void revert(Collection<InstanceState> states) {
        List<InstanceState> changeable =
                states.stream().filter(state -> !state.mapping().isReadOnly()).toList();
        changeable.forEach(InstanceState::revertValues);
        changeable.forEach(InstanceState::revertRelated);
    }

    private void revertRelated() {
        for (Relationship<?, ?> relationship : relationships()) {
            Related before = related(relationship).giveBack(relationship, object());
            if (!relationship.isWriteOnly()) {
                related[mapping().placeOf(relationship)] = before;
            }
        }
    }

    /**
     * Makes a relationship have what it had at some time.
     *
     * @param relationship one of its class
     * @param before what was known of it then
     */
    public void giveBack(Relationship<?, ?> relationship, Related before) {
        relate(relationship, before.giveBack(relationship, object()));
    }

    // ---- expiry

    /**
     * Has everything but the key read again, relationships included. The object keeps what it has, and what it was stays, so that a change
     * made in the
     * meantime shows.
     */
    public void expire() {
        expireValues();
        staleRelated = remembering().relationships();
    }

    /**
     * {@return whether what a relationship has is to be read again before it is relied upon}
     *
     * @param relationship one of its class
     */
    public boolean isStale(Relationship<?, ?> relationship) {
        return !relationship.isWriteOnly() && staleRelated.get(mapping().placeOf(relationship));
    }

    /**
     * Lets go of what a relationship has: using it fails until it is loaded again, and a plain attribute that refers to one object is null.
     *
     * @param relationship one of its class
     */
    public void unload(Relationship<?, ?> relationship) {
        relate(relationship, Related.UNLOADED);
        Related.giveUnloaded(relationship, object());
    }

    /** {@return its relationships} */
    public List<Relationship<?, ?>> relationships() {
        return mapping().relationships();
    }

    /** {@return its class, and its key if it has one} */
    @Override
    public String toString() {
        return key == null ? "a new " + mapping() : key.toString();
    }
}
