package io.granary.orm.internal.identity;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityState;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MappedColumn;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are in a session, and which of them are to go: what {@code add}, {@code delete} and {@code expunge} do, without a database.
 * Belongs to the
 * session's actor.
 */
public final class SessionObjects {

    private static final int FEW = 4;

    private final Mappings mappings;
    private final IdentityMap identities = new IdentityMap();
    private final DeletionMarks marks = new DeletionMarks();

    /** Those that were deleted in the transaction that is open, by the object. */
    private final IdentityHashMap<Object, InstanceState> gone = new IdentityHashMap<>(FEW);

    private final DeletedForGood deletedForGood = new DeletedForGood();

    private final Cascades cascades = new Cascades(this);

    /**
     * Makes one without objects.
     *
     * @param mappings the classes that it knows
     */
    public SessionObjects(Mappings mappings) {
        this.mappings = mappings;
    }

    /** {@return the classes that it knows} */
    public Mappings mappings() {
        return mappings;
    }

    /** {@return the objects} */
    public IdentityMap identities() {
        return identities;
    }

    /** {@return those that are to be deleted, in the order in which that was said} */
    public Set<InstanceState> deleted() {
        return marks.all();
    }

    /**
     * {@return whether the row of an object was deleted in the transaction that is open}
     *
     * @param object the object
     */
    public boolean isGone(Object object) {
        return gone.containsKey(object);
    }

    /**
     * Notes that the row of an object was deleted.
     *
     * @param state what was known of it
     */
    public void goes(InstanceState state) {
        gone.put(state.object(), state);
    }

    /**
     * {@return whether an object was one whose row was deleted in the transaction; it is not any more}
     *
     * @param state what was known of it
     */
    public boolean comesBack(InstanceState state) {
        return gone.remove(state.object()) != null;
    }

    /** Lets go of all objects whose rows were deleted, for that was committed. */
    public void deletedForGood() {
        gone.keySet().forEach(deletedForGood::note);
        letGoOfGone();
    }

    /** Lets go of all objects whose rows were deleted. */
    private void letGoOfGone() {
        if (gone.isEmpty()) {
            return;
        }
        List<InstanceState> states = List.copyOf(gone.values());
        gone.clear();
        states.forEach(state -> identities.become(state, EntityState.DETACHED));
    }

    /**
     * Takes an object into the session, and those that its relationships have, as far as they cascade that.
     *
     * @param object the object
     * @return what is known of it
     * @throws InvalidRequestException when it cannot be: its row was deleted, or another object stands for its row
     */
    public InstanceState add(Object object) {
        InstanceState state = addOne(object);
        cascades.owners().remove(state);
        cascades.takeIn(state, false);
        return state;
    }

    /**
     * Takes in what has come to the relationships of an object since it was loaded or flushed. What was there before and is not in the session was deleted, or let go of,
     * and stays away.
     *
     * @param root what is known of it
     */
    public void cascadeCome(InstanceState root) {
        cascades.takeIn(root, true);
    }

    /**
     * Lets go of those without a row that came with an owner and left it again. {@link #cascadeCome} takes those in whom another one has now.
     *
     * @param kept whether one has another owner already
     */
    public void removeLeft(Predicate<InstanceState> kept) {
        cascades.owners().takeLeft(kept).forEach(this::remove);
        cascades.stayingOut().forgetMoved();
    }

    /** Whether the deletion of an object was committed that can have no other row: its key was given by the one that it had. */
    boolean hasNoMoreRow(Object object) {
        return deletedForGood.has(object) && !isNew(mappings.mapping(object.getClass()), object);
    }

    /**
     * {@return whether an object is not in the session and does not come into it with another one, for its row was deleted}
     *
     * @param object the object
     */
    public boolean isLeftOut(Object object) {
        return hasNoMoreRow(object) && identities.find(object).isEmpty();
    }

    /** Whether the deletion of an object was committed. */
    boolean wasDeleted(Object object) {
        return deletedForGood.has(object);
    }

    /** Takes one object into the session, and nothing that it refers to. */
    InstanceState addOne(Object object) {
        EntityMapping<?> mapping = mappings.mapping(object.getClass());
        if (isGone(object)) {
            throw InvalidRequestException.of(
                    "The row of this " + mapping + " was deleted in the transaction that is open.",
                    "Roll back to have it again, or make a new object.");
        }
        Optional<InstanceState> known = identities.find(object);
        if (known.isPresent()) {
            marks.takeBack(known.orElseThrow());
            return known.orElseThrow();
        }
        requireWritable(mapping, "added");
        cascades.stayingOut().forget(object);
        deletedForGood.forget(object);
        InstanceState state = new InstanceState(mapping, object);
        if (isNew(mapping, object)) {
            identities.addPending(state);
            return state;
        }
        @Nullable Object[] image = EntityKeys.imageOf(state);
        Optional<EntityKey> key = knownKey(mapping, image);
        if (key.isEmpty()) {
            identities.addPending(state);
            return state;
        }
        requireNoOther(key.orElseThrow());
        state.identify(key.orElseThrow());
        state.attach(image);
        identities.addPersistent(state);
        return state;
    }

    /** Whether that can be told without a look at all of the object: it has no key, or one that the program gave it. */
    private static boolean isNew(EntityMapping<?> mapping, Object object) {
        return mapping.generation() instanceof KeyGeneration.Assigned
                || mapping.ownKey().filter(key -> key.get(object) == null).isPresent();
    }

    /**
     * The key of an object that has a row already: one that the program does not give, so that only a row can have given it; none where
     * that cannot be
     * told.
     */
    private static Optional<EntityKey> knownKey(EntityMapping<?> mapping, @Nullable Object[] image) {
        for (MappedColumn column : mapping.key()) {
            if (!EntityKeys.isSet(mapping, column.slot(), image[column.slot()])) {
                return Optional.empty();
            }
        }
        return EntityKeys.of(mapping, image);
    }

    private static void requireWritable(EntityMapping<?> mapping, String what) {
        if (mapping.isReadOnly()) {
            throw InvalidRequestException.of(
                    "A " + mapping + " is a record, which is read and never written, so it cannot be " + what + ".",
                    "Map a class to that table, or write its rows by statements.");
        }
    }

    private void requireNoOther(EntityKey key) {
        if (identities.find(key).isPresent()) {
            throw InvalidRequestException.of(
                    "Another object stands for the row " + key + " in this session already.",
                    "Change that one, merge this one into it, or expunge it first.");
        }
    }

    /**
     * {@return what is known of an object that has a row}
     *
     * @param object the object
     * @param operation what is to be done with it, as a verb
     * @throws InvalidRequestException when it has none, or is not in the session
     */
    public InstanceState requirePersistent(Object object, String operation) {
        EntityMapping<?> mapping =
                mappings.mapping(requireNonNull(object, "object").getClass());
        InstanceState state = identities
                .find(object)
                .orElseThrow(() -> InvalidRequestException.of(
                        "This " + mapping + " is not in the session, so it cannot " + operation + ".",
                        "Add it, merge it, or get it from this session."));
        if (!state.isPersistent()) {
            throw InvalidRequestException.of(
                    "This " + mapping + " has no row yet, so it cannot " + operation + ".", "Flush first.");
        }
        return state;
    }

    /**
     * Marks an object for deletion.
     *
     * @param object the object; one that is not in the session comes into it
     * @return what is known of it
     * @throws InvalidRequestException when it has no row
     */
    public InstanceState delete(Object object) {
        EntityMapping<?> mapping = mappings.mapping(object.getClass());
        requireWritable(mapping, "deleted");
        Optional<InstanceState> known = identities.find(object);
        if (isGone(object)) {
            throw InvalidRequestException.of("The row of this " + mapping + " was deleted already.", "Delete it once.");
        }
        InstanceState state = known.orElseGet(() -> attached(mapping, object));
        if (!state.isPersistent()) {
            throw InvalidRequestException.of(
                    "This " + mapping + " has no row yet, so it cannot be deleted.",
                    "Expunge it, and it is not inserted.");
        }
        marks.mark(state);
        return state;
    }

    /**
     * Marks an object for deletion because another one is.
     *
     * @param state what is known of it, persistent
     * @param owner what is known of the other one
     */
    public void deleteAlong(InstanceState state, InstanceState owner) {
        marks.markAlong(state, owner);
    }

    /**
     * Has something done if an object that is to be deleted is not after all: because it is added, or let go of, before that is flushed.
     *
     * @param state what is known of it
     * @param makesUp makes up for what was done as it was marked
     */
    public void whenKept(InstanceState state, Runnable makesUp) {
        marks.whenKept(state, makesUp);
    }

    /**
     * Marks an object for deletion because it left its only owner.
     *
     * @param state what is known of it, persistent
     */
    public void deleteOrphan(InstanceState state) {
        marks.markOrphan(state);
    }

    /** {@return those that left their only owner since this was asked last} */
    public List<InstanceState> takeOrphans() {
        return marks.takeOrphans();
    }

    /** {@return those that are to be deleted only because others are, with these; a copy} */
    public Map<InstanceState, Set<InstanceState>> deletedAlong() {
        return marks.along();
    }

    /**
     * Has one that was to be deleted only because another one is stay, and those that were to be deleted because of it.
     *
     * @param state what is known of it
     */
    public void revive(InstanceState state) {
        marks.revive(state);
    }

    /** All that was to be deleted is. */
    public void deletedAll() {
        marks.clear();
    }

    /** Has nothing be deleted. */
    public void unmark() {
        marks.unmark();
        cascades.owners().clear();
    }

    /** An object from outside that has a row, as its key says. */
    private InstanceState attached(EntityMapping<?> mapping, Object object) {
        InstanceState state = new InstanceState(mapping, object);
        @Nullable Object[] image = EntityKeys.imageOf(state);
        boolean set = mapping.key().stream()
                .allMatch(column -> EntityKeys.isSet(mapping, column.slot(), image[column.slot()]));
        EntityKey key = (set ? EntityKeys.of(mapping, image) : Optional.<EntityKey>empty())
                .orElseThrow(() -> InvalidRequestException.of(
                        "This " + mapping + " has no key, so it has no row that could be deleted.",
                        "Delete what was loaded or flushed."));
        requireNoOther(key);
        state.identify(key);
        state.attach(image);
        identities.addPersistent(state);
        return state;
    }

    /**
     * Lets go of an object, and of those that its relationships have, as far as they cascade that.
     *
     * @param object the object
     * @throws InvalidRequestException when it is not in the session
     */
    public void expunge(Object object) {
        InstanceState deletedBefore = gone.remove(object);
        if (deletedBefore != null) {
            identities.become(deletedBefore, EntityState.DETACHED);
            return;
        }
        InstanceState root = identities
                .find(object)
                .orElseThrow(() -> InvalidRequestException.of(
                        "This " + mappings.mapping(object.getClass()) + " is not in the session.",
                        "Expunge what is in it."));
        List<InstanceState> all = cascades.expunged(root);
        List<InstanceState> pending =
                all.stream().filter(InstanceState::isPending).toList();
        for (InstanceState state : all) {
            marks.takeBack(state);
            remove(state);
        }
        pending.forEach(state -> cascades.stayingOut().note(state, identities.all()));
    }

    /**
     * Lets go of one object.
     *
     * @param state what is known of it
     */
    public void remove(InstanceState state) {
        marks.remove(state);
        identities.remove(state, state.isPending() ? EntityState.TRANSIENT : EntityState.DETACHED);
    }

    /** Lets go of all. */
    public void clear() {
        identities.clear();
        cascades.stayingOut().clear();
        unmark();
        letGoOfGone();
    }
}
