package io.granary.orm.internal.identity;

import io.granary.orm.EntityState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a session: one for each row at most. Holds them as long as they are in the session, for a change of a plain object shows only
 * when it is compared. Belongs to the session's actor.
 */
public final class IdentityMap {

    private static final int FEW = 4;

    /** By the object itself, but for those that nobody has asked for by the object yet. */
    private IdentityHashMap<Object, InstanceState> byObject = new IdentityHashMap<>(FEW);

    /** Those: who only reads never asks, and filing them by object costs as much as by key. */
    private final List<InstanceState> unfiled = new ArrayList<>();

    private Map<EntityKey, InstanceState> byKey = new HashMap<>();

    /** Those without a row, in the order in which they were added. */
    private final PendingObjects pending = new PendingObjects();

    /** Those that came from outside with a row, of which only the key is known, since the transaction began. */
    private final List<InstanceState> attached = new ArrayList<>();

    /** How many objects may come, until room was made for them. */
    private int expected;

    /** Whether an object came whose class has relationships. */
    private boolean relationships;

    /** Who is told of objects that come and change; null for nobody. */
    private @Nullable ObjectEvents events;

    /** Makes one without objects. */
    public IdentityMap() {}

    /** {@return whether an object is there, or was, whose class has relationships} */
    public boolean hasRelationships() {
        return relationships;
    }

    /**
     * Has somebody be told.
     *
     * @param listening who
     */
    public void tell(ObjectEvents listening) {
        events = listening;
    }

    /**
     * {@return what is known of an object; empty if it is not in the session}
     *
     * @param object the object itself
     */
    public Optional<InstanceState> find(Object object) {
        return Optional.ofNullable(filed().get(object));
    }

    private IdentityHashMap<Object, InstanceState> filed() {
        if (!unfiled.isEmpty()) {
            if (byObject.isEmpty()) {
                byObject = new IdentityHashMap<>(Math.max(unfiled.size(), expected));
            }
            expected = 0;
            for (InstanceState state : unfiled) {
                byObject.put(state.object(), state);
            }
            unfiled.clear();
        }
        return byObject;
    }

    /**
     * Makes room.
     *
     * @param more how many objects may come
     */
    public void expect(int more) {
        expected = more;
        if (more > byKey.size()) {
            Map<EntityKey, InstanceState> larger = new HashMap<>((byKey.size() + more) * 4 / 3 + 1);
            larger.putAll(byKey);
            byKey = larger;
        }
    }

    /**
     * {@return the object that stands for a row; empty if none does}
     *
     * @param key which row
     */
    public Optional<InstanceState> find(EntityKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * Takes an object that has no row.
     *
     * @param state what is known of it
     */
    public void addPending(InstanceState state) {
        attaching(state);
        put(state);
        pending.add(state);
        become(state, EntityState.PENDING);
        attached(state);
    }

    /**
     * Takes an object that has a row, or notes that a pending one has it now.
     *
     * @param state what is known of it, its key included
     */
    public void addPersistent(InstanceState state) {
        boolean fromOutside = state.state() == EntityState.TRANSIENT && state.isUnknown();
        if (fromOutside) {
            attaching(state);
        }
        if (state.isPending()) {
            pending.remove(state);
        } else {
            put(state);
        }
        file(state);
        become(state, EntityState.PERSISTENT);
        if (fromOutside) {
            attached.add(state);
            attached(state);
        }
    }

    private void attaching(InstanceState state) {
        if (events != null) {
            events.attaching(state.object());
        }
    }

    private void attached(InstanceState state) {
        if (events != null) {
            events.attached(state.object());
        }
    }

    /**
     * Makes an object something else to the session.
     *
     * @param state what is known of it
     * @param next what
     */
    public void become(InstanceState state, EntityState next) {
        EntityState before = state.state();
        state.become(next);
        if (events != null && before != next) {
            events.changed(state, before);
        }
    }

    private void put(InstanceState state) {
        unfiled.add(state);
        relationships |= !state.relationships().isEmpty();
    }

    /**
     * Gives an object another key.
     *
     * @param state what is known of it
     * @param key the other key
     */
    public void rekey(InstanceState state, EntityKey key) {
        state.key().ifPresent(before -> byKey.remove(before, state));
        state.identify(key);
        file(state);
    }

    /**
     * Gives objects other keys, of which one may have had what another one gets.
     *
     * @param keys the other keys, by what is known of the objects
     */
    public void rekeyAll(Map<InstanceState, EntityKey> keys) {
        keys.keySet().forEach(state -> state.key().ifPresent(before -> byKey.remove(before, state)));
        keys.forEach((state, key) -> {
            state.identify(key);
            file(state);
        });
    }

    /** Another object that stood for the row stands for it no longer. */
    private void file(InstanceState state) {
        InstanceState other = byKey.put(state.requireKey(), state);
        if (other != null && other != state) {
            filed().remove(other.object(), other);
            become(other, EntityState.DETACHED);
        }
    }

    /**
     * Lets go of an object.
     *
     * @param state what is known of it
     * @param next what it is now to the session
     */
    public void remove(InstanceState state, EntityState next) {
        if (state.isPending()) {
            pending.remove(state);
        }
        filed().remove(state.object(), state);
        state.key().ifPresent(key -> byKey.remove(key, state));
        become(state, next);
    }

    /** {@return those that came from outside with a row, of which only the key was known, since the transaction began; a view} */
    public List<InstanceState> attached() {
        return Collections.unmodifiableList(attached);
    }

    /**
     * {@return those of them that came last, which are forgotten as such}
     *
     * @param before how many came before them
     */
    public List<InstanceState> forgetAttached(int before) {
        List<InstanceState> last = attached.subList(Math.min(before, attached.size()), attached.size());
        List<InstanceState> forgotten = List.copyOf(last);
        last.clear();
        return forgotten;
    }

    /** {@return those without a row, in the order in which they were added; a view} */
    public Collection<InstanceState> pending() {
        return Collections.unmodifiableCollection(pending);
    }

    /** {@return those that have a row; a view, in no order} */
    public Collection<InstanceState> persistent() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** {@return all; a copy} */
    public List<InstanceState> all() {
        return new ArrayList<>(filed().values());
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return byObject.isEmpty() && unfiled.isEmpty();
    }

    /** Lets go of all. */
    public void clear() {
        expected = 0;
        if (isEmpty()) {
            return;
        }
        List<InstanceState> all = new ArrayList<>(byObject.size() + unfiled.size());
        if (!byObject.isEmpty()) {
            all.addAll(byObject.values());
        }
        all.addAll(unfiled);
        byObject.clear();
        unfiled.clear();
        byKey.clear();
        pending.clear();
        for (InstanceState state : all) {
            become(state, state.isPending() ? EntityState.TRANSIENT : EntityState.DETACHED);
        }
    }
}
