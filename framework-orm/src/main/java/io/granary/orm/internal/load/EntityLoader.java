package io.granary.orm.internal.load;

import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityState;
import io.granary.orm.Ref;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of row images, one for each row: an object that is there already is taken, and filled only where its values are not known or to
 * be read again. Belongs to the session's actor.
 */
public final class EntityLoader {

    private final IdentityMap identities;

    /**
     * Makes one.
     *
     * @param identities the objects of the session
     */
    public EntityLoader(IdentityMap identities) {
        this.identities = identities;
    }

    /** Makes room for objects that may come. */
    void expect(int objects) {
        identities.expect(objects);
    }

    /**
     * {@return the object that stands for a row; empty if the key in it is NULL, as in an outer join that found nothing}
     *
     * @param mapping how its class is mapped
     * @param image the row image; handed over
     * @param read which values of it were read; null for all
     * @param overwrite which objects that are there already get all values of the row, whatever they had
     */
    public Optional<InstanceState> load(
            EntityMapping<?> mapping, @Nullable Object[] image, @Nullable BitSet read, Overwriting overwrite) {
        Optional<EntityKey> key = EntityKeys.of(mapping, image);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<InstanceState> known = identities.find(key.orElseThrow());
        if (known.isPresent() && mapping.isReadOnly()) {
            if (!isOutdated(known.orElseThrow(), mapping, image, overwrite)) {
                return known;
            }
            // A record is not changed: another one stands for the row from now on.
            identities.remove(known.orElseThrow(), EntityState.DETACHED);
        } else if (known.isPresent()) {
            requireClass(known.orElseThrow(), mapping);
            refresh(known.orElseThrow(), image, read, overwrite.takes(known.orElseThrow()));
            return known;
        }
        InstanceState made = make(mapping, key.orElseThrow(), image, read);
        overwrite.made(made);
        return Optional.of(made);
    }

    /** Whether a record is to be what its row says, and is not. */
    private static boolean isOutdated(
            InstanceState known, EntityMapping<?> mapping, @Nullable Object[] image, Overwriting overwrite) {
        if (!known.isExpired() && !overwrite.takes(known)) {
            return false;
        }
        boolean same = mapping.create(image).equals(known.object());
        if (same) {
            known.commit(image, known.allSlots());
        }
        return !same;
    }

    /** Objects keep their class, and so do rows as long as objects stand for them. */
    private static void requireClass(InstanceState known, EntityMapping<?> mapping) {
        if (known.mapping() != mapping && known.mapping().type() != mapping.type()) {
            throw InvalidRequestException.of(
                    "The row " + known + " is of " + mapping + " now, and the object that stands for it is a "
                            + known.mapping() + ".",
                    "Expunge the object, and get the row anew.");
        }
    }

    private InstanceState make(
            EntityMapping<?> mapping, EntityKey key, @Nullable Object[] image, @Nullable BitSet read) {
        Object object = mapping.create(image);
        InstanceState state = read == null ? whole(mapping, object, image) : partly(mapping, object, image, read);
        state.identify(key);
        identities.addPersistent(state);
        if (!mapping.isReadOnly()) {
            for (Relationship<?, ?> relationship : mapping.relationships()) {
                relate(state, relationship);
            }
        }
        mapping.callbacks().call(Moment.AFTER_LOAD, object);
        return state;
    }

    private static InstanceState whole(EntityMapping<?> mapping, Object object, @Nullable Object[] image) {
        if (!mapping.isReadOnly()) {
            writeWhole(mapping, object, image);
        }
        return InstanceState.ofRow(mapping, object, image);
    }

    @SuppressWarnings("unchecked") // an object of the class
    private static <E> void writeWhole(EntityMapping<E> mapping, Object object, @Nullable Object[] image) {
        mapping.write((E) object, image);
    }

    private static InstanceState partly(
            EntityMapping<?> mapping, Object object, @Nullable Object[] image, BitSet read) {
        InstanceState state = new InstanceState(mapping, object);
        BitSet written = mapping.plainSlots();
        written.and(read);
        state.mapping().write(object, image, written);
        state.commit(image, read);
        BitSet left = state.allSlots();
        left.andNot(read);
        state.defer(left);
        return state;
    }

    private void refresh(InstanceState state, @Nullable Object[] image, @Nullable BitSet read, boolean overwrite) {
        BitSet slots = state.allSlots();
        if (read != null) {
            slots.and(read);
        }
        if (!overwrite) {
            BitSet known = (BitSet) state.loaded().clone();
            known.andNot(state.stale());
            slots.andNot(known);
        }
        if (slots.isEmpty() || state.mapping().isReadOnly()) {
            return;
        }
        BitSet written = (BitSet) slots.clone();
        if (!overwrite) {
            keepChanges(state, written);
        }
        if (state.isUnknown() && !overwrite) {
            // It came from outside with values that nobody has written yet; now it is known which of them are new.
            state.commit(image, slots);
            return;
        }
        List<Relationship<?, ?>> changed = state.relationships().stream()
                .filter(relationship -> relationship.holdsReference() && !overwrite && isChanged(state, relationship))
                .toList();
        state.mapping().write(state.object(), image, written);
        state.commit(image, slots);
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (overwrite && !relationship.holdsReference()) {
                state.unload(relationship);
            } else if ((overwrite || isOf(relationship, slots) || isLeft(state, relationship))
                    && !changed.contains(relationship)) {
                relate(state, relationship);
            }
        }
        state.mapping().callbacks().call(Moment.AFTER_LOAD, state.object());
    }

    /** What was changed since it became stale is the newer. */
    private static void keepChanges(InstanceState state, BitSet written) {
        @Nullable Object[] now = state.current();
        for (int slot = written.nextSetBit(0); slot >= 0; slot = written.nextSetBit(slot + 1)) {
            boolean known = state.loaded().get(slot) || state.isDeferred(slot);
            if (known && state.differs(slot, now[slot])) {
                written.clear(slot);
            }
        }
    }

    private static boolean isChanged(InstanceState state, Relationship<?, ?> relationship) {
        Related now = state.relatedNow(relationship);
        return now.loaded() && now.object() != state.related(relationship).object();
    }

    /** Whether a reference is of the key, which is never read again, and the object has let go of what it refers to. */
    private static boolean isLeft(InstanceState state, Relationship<?, ?> relationship) {
        return relationship.holdsReference()
                && (state.isStale(relationship)
                        || !state.relatedNow(relationship).loaded())
                && relationship.terms().references().stream()
                        .allMatch(reference ->
                                state.mapping().key().stream().anyMatch(column -> column.slot() == reference.slot()));
    }

    private static boolean isOf(Relationship<?, ?> relationship, BitSet slots) {
        return relationship.terms().references().stream().map(Reference::slot).anyMatch(slots::get);
    }

    /** Gives an object what is known of a relationship without asking the database. */
    private void relate(InstanceState state, Relationship<?, ?> relationship) {
        if (!relationship.holdsReference()) {
            state.unload(relationship);
            return;
        }
        Optional<EntityKey> target = target(state, relationship);
        if (target.isEmpty()) {
            Related.giveOne(relationship, state.object(), null);
            state.relate(relationship, Related.NOTHING);
            return;
        }
        Optional<InstanceState> known = identities
                .find(target.orElseThrow())
                .filter(found -> relationship.target().isInstance(found.object()));
        if (known.isPresent()) {
            Object object = known.orElseThrow().object();
            Related.giveOne(relationship, state.object(), object);
            state.relate(relationship, new Related(true, List.of(object)));
        } else {
            state.relate(relationship, Related.UNLOADED);
            boolean ref = relationship.terms().collection() == Ref.class;
            relationship.set(state.object(), ref ? Ref.unloaded(relationship.toString()) : null);
        }
    }

    /**
     * {@return the key that the columns of a relationship refer to; empty if they refer to nothing}
     *
     * @param state whose relationship, loaded
     * @param relationship one that holds a reference
     */
    public static Optional<EntityKey> target(InstanceState state, Relationship<?, ?> relationship) {
        List<Reference> references = relationship.terms().references();
        if (references.size() == 1) {
            Object value = state.committed()[references.get(0).slot()];
            return value == null
                    ? Optional.empty()
                    : Optional.of(EntityKey.of(state.mapping(), relationship, List.of(value)));
        }
        List<Object> values = new ArrayList<>();
        for (Reference reference : references) {
            Object value = state.committed()[reference.slot()];
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(EntityKey.of(state.mapping(), relationship, values));
    }
}
