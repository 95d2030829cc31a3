package io.granary.orm.internal.flush;

import io.granary.error.FlushException;
import io.granary.orm.EntityState;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.flush.FlushStep.Link;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a flush writes, in which order: class by class, those that others refer to first, changes and then rows that are new; rows between classes; and
 * deletions, those that others refer to last. (SQLAlchemy's unit of work.)
 */
public final class FlushPlanner {

    /** No slots at all; never written to. */
    private static final BitSet UNCHANGED = new BitSet();

    private final SessionObjects objects;
    private final IdentityMap identities;
    private final References references;

    /**
     * Makes one.
     *
     * @param objects what is in the session
     */
    public FlushPlanner(SessionObjects objects) {
        this.objects = objects;
        this.identities = objects.identities();
        this.references = new References(identities);
    }

    /**
     * Makes both ends of relationships agree, and tells what has to be written of the rows between classes.
     *
     * @return the rows that come and go
     */
    public JoinRows prepare() {
        Preparation preparation = new Preparation(objects);
        preparation.run();
        return new JoinRows(
                preparation.links(), preparation.unlinks(), preparation.hasRecorded(), preparation.hasMoved());
    }

    /**
     * Rows between classes.
     *
     * @param come those that come
     * @param go those that go
     * @param recorded whether a relationship whose members are never loaded has something recorded, which ends with the flush
     * @param moved whether something came to a relationship, or left one, be there something to write for it or not
     */
    public record JoinRows(
            Map<JoinTable, Set<Link>> come, Map<JoinTable, Set<Link>> go, boolean recorded, boolean moved) {

        /** {@return whether there are none} */
        public boolean isEmpty() {
            return come.isEmpty() && go.isEmpty() && !recorded;
        }
    }

    /** {@return the new objects and those that changed, for what is called before they are written} */
    public List<InstanceState> changed() {
        List<InstanceState> changed = new ArrayList<>();
        for (InstanceState state : identities.persistent()) {
            if (isWritable(state) && change(state).isPresent()) {
                changed.add(state);
            }
        }
        return changed;
    }

    /**
     * {@return whether an object has a row and is to change it}
     *
     * @param state what is known of it
     */
    public boolean isChanged(InstanceState state) {
        return state.isPersistent() && isWritable(state) && change(state).isPresent();
    }

    /**
     * Shows new and changed values to the validators of their classes.
     *
     * @throws FlushException when one of them refuses a value
     */
    public void validate() {
        new Validation(this, objects).run();
    }

    /**
     * {@return what is to be written}
     *
     * @param rows the rows between classes
     * @param order the classes
     * @param log is told of rows that go from one object to another
     * @throws FlushException when something of it cannot be written
     */
    public List<FlushStep> plan(JoinRows rows, FlushOrder order, FlushLog log) {
        List<FlushStep> steps = new ArrayList<>();
        identities.pending().forEach(InstanceState::cutKey);
        Map<InstanceState, InstanceState> switched = rowSwitches();
        Map<Class<?>, List<Change>> changes = changes(switched, log);
        steps.addAll(new UnknownMembers(objects).ofReplaced(switched));
        steps.addAll(new WriteSteps(order, references, changes).of(pendingBut(switched.keySet())));
        rows.go().forEach((table, links) -> steps.add(new FlushStep.Unlinks(table, List.copyOf(links))));
        rows.come().forEach((table, links) -> steps.add(new FlushStep.Links(table, List.copyOf(links))));
        List<FlushOrder.Rows> going = order.sorted(objects.deleted());
        for (int i = going.size() - 1; i >= 0; i--) {
            deletes(going.get(i), steps);
        }
        return steps;
    }

    /** New objects that have the keys of deleted ones become changes of their rows. Each may be part of the keys of others, which have none before. */
    private Map<InstanceState, InstanceState> rowSwitches() {
        Map<EntityKey, InstanceState> going = new HashMap<>();
        objects.deleted().forEach(state -> going.put(state.requireKey(), state));
        Map<InstanceState, InstanceState> switched = new LinkedHashMap<>();
        Map<EntityKey, InstanceState> coming =
                new HashMap<>(identities.pending().size() * 4 / 3 + 1);
        Collection<InstanceState> open = identities.pending();
        int before;
        do {
            before = switched.size();
            List<InstanceState> keyless = new ArrayList<>();
            for (InstanceState state : open) {
                Optional<EntityKey> key = givenKey(state);
                if (key.isEmpty()) {
                    keyless.add(state);
                    continue;
                }
                leftBy(state, key.orElseThrow(), coming, going).ifPresent(old -> {
                    switched.put(state, old);
                    state.identify(old.requireKey());
                });
            }
            open = keyless;
        } while (switched.size() > before && !open.isEmpty());
        return switched;
    }

    /** The deleted object whose key a new one has; empty if none has it. */
    private Optional<InstanceState> leftBy(
            InstanceState state,
            EntityKey key,
            Map<EntityKey, InstanceState> coming,
            Map<EntityKey, InstanceState> going) {
        InstanceState twin = coming.put(key, state);
        Optional<InstanceState> there = identities.find(key);
        if (twin != null || (there.isPresent() && !going.containsKey(key))) {
            throw FlushException.of(
                    "A new object has the key " + key + " of another one in the session.",
                    "Give it another key, or change the other object, or merge it.");
        }
        there.ifPresent(old -> requireClass(state, old));
        return there;
    }

    private Collection<InstanceState> pendingBut(Set<InstanceState> switched) {
        if (switched.isEmpty()) {
            return identities.pending();
        }
        List<InstanceState> pending = new ArrayList<>(identities.pending());
        pending.removeIf(switched::contains);
        return pending;
    }

    /** The key that the program gave a new object, or had made for it. */
    private Optional<EntityKey> givenKey(InstanceState state) {
        EntityMapping<Object> mapping = state.mapping();
        Optional<AttributeAccess<Object>> own = mapping.ownKey();
        if (own.isEmpty()) {
            return EntityKeys.of(mapping, references.image(state));
        }
        Object value = own.orElseThrow().get(state.object());
        return value == null ? Optional.empty() : Optional.of(EntityKey.of(mapping, List.of(value)));
    }

    /** A row that changed its class would be another one to all who know it. */
    private static void requireClass(InstanceState state, InstanceState old) {
        if (state.mapping().type() != old.mapping().type()) {
            throw FlushException.of(
                    "A new " + state.mapping() + " has the key " + old + " of a " + old.mapping()
                            + " that is deleted in the same flush, and a row does not become one of another class.",
                    "Flush between the two, so that the row goes before the other comes.");
        }
    }

    private Map<Class<?>, List<Change>> changes(Map<InstanceState, InstanceState> switched, FlushLog log) {
        Map<Class<?>, List<Change>> changes = new HashMap<>();
        switched.forEach((state, old) -> {
            objects.deleted().remove(old);
            identities.remove(old, EntityState.DELETED);
            state.replace(references.image(state));
            log.replaced(old, old.requireKey(), state);
            state.mapping().version().ifPresent(version -> {
                BitSet slot = new BitSet();
                slot.set(version.slot());
                state.commit(old.committed(), slot);
            });
            identities.addPersistent(state);
        });
        for (InstanceState state : identities.persistent()) {
            if (isWritable(state)) {
                state.cutKey();
                change(state)
                        .ifPresent(change -> changes.computeIfAbsent(
                                        state.mapping().type(), unused -> new ArrayList<>())
                                .add(change));
            }
        }
        return changes;
    }

    private boolean isWritable(InstanceState state) {
        return !state.mapping().isReadOnly()
                && (objects.deleted().isEmpty() || !objects.deleted().contains(state));
    }

    /** What is to be written of an object that has a row; empty if nothing. */
    Optional<Change> change(InstanceState state) {
        @Nullable Object[] image = references.image(state);
        if (state.relationships().isEmpty() && state.isAsRead(image)) {
            // Most are, and a session has many.
            return Optional.empty();
        }
        BitSet slots = UNCHANGED;
        // NULL until what they refer to has its row.
        BitSet awaited = UNCHANGED;
        for (MappedColumn column : state.mapping().columns()) {
            int slot = column.slot();
            if (!column.updatable() || state.mapping().isVersion(slot) || isUntold(state, column)) {
                continue;
            }
            boolean known = state.loaded().get(slot) || state.isDeferred(slot);
            if (known ? state.differs(slot, image[slot]) : image[slot] != null || state.isUnknown()) {
                slots = with(slots, slot);
            }
        }
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()
                    && references.awaited(state, relationship).isPresent()) {
                for (Reference reference : relationship.terms().references()) {
                    if (state.mapping().columns().get(reference.slot()).updatable()) {
                        slots = with(slots, reference.slot());
                        awaited = with(awaited, reference.slot());
                    }
                }
            }
        }
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        for (MappedColumn column : state.mapping().key()) {
            if (slots.get(column.slot()) && image[column.slot()] == null && !awaited.get(column.slot())) {
                throw FlushException.of(
                        "The key of " + state + " was set to null at " + column.path() + ".",
                        "Give it a value; delete the object if its row is to go.");
            }
        }
        return Optional.of(new Change(state, slots, true));
    }

    /** Makes the set for the first one: most objects have none. */
    private static BitSet with(BitSet slots, int slot) {
        BitSet own = slots.isEmpty() ? new BitSet() : slots;
        own.set(slot);
        return own;
    }

    /** Whether nobody knows what a reference is: neither the object, nor the session. */
    private static boolean isUntold(InstanceState state, MappedColumn column) {
        return column.reference()
                && !state.loaded().get(column.slot())
                && state.mapping()
                        .relationship(column.path())
                        .filter(relationship -> state.relatedNow(relationship).loaded())
                        .isEmpty();
    }

    private void deletes(FlushOrder.Rows going, List<FlushStep> steps) {
        List<EntityMapping<?>> group = going.group().mappings();
        List<InstanceState> own = going.states();
        steps.addAll(new UnknownMembers(objects).of(group, own));
        if (!going.group().refersToItself()) {
            Shapes.of(own, InstanceState::mapping)
                    .forEach((mapping, states) -> steps.add(new FlushStep.Deletes(mapping, states)));
        } else {
            steps.addAll(DeleteOrder.of(group, own));
        }
    }

    /**
     * {@return whether there may be anything to write: a look at what is there, without deciding how}
     */
    public boolean hasWork() {
        return !identities.pending().isEmpty()
                || !objects.deleted().isEmpty()
                || !changed().isEmpty();
    }

    /**
     * {@return the row image of an object as it says it is now, its references included}
     *
     * @param state what is known of it
     */
    public @Nullable Object[] image(InstanceState state) {
        return references.image(state);
    }

    /**
     * Calls what is to be called before rows are written.
     *
     * @param called those for which it was called before; added to
     */
    public void callBefore(Set<InstanceState> called) {
        for (InstanceState state : List.copyOf(identities.pending())) {
            if (!state.mapping().callbacks().isEmpty() && called.add(state)) {
                state.mapping().callbacks().call(Moment.BEFORE_INSERT, state.object());
            }
        }
        boolean update = identities.persistent().stream()
                .anyMatch(state -> state.mapping().callbacks().has(Moment.BEFORE_UPDATE));
        for (InstanceState state : update ? changed() : List.<InstanceState>of()) {
            if (state.mapping().callbacks().has(Moment.BEFORE_UPDATE) && called.add(state)) {
                state.mapping().callbacks().call(Moment.BEFORE_UPDATE, state.object());
            }
        }
        for (InstanceState state : List.copyOf(objects.deleted())) {
            if (called.add(state)) {
                state.mapping().callbacks().call(Moment.BEFORE_DELETE, state.object());
            }
        }
    }
}
