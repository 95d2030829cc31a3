package io.granary.orm.internal.session;

import io.granary.engine.AsyncTransaction;
import io.granary.orm.EntityState;
import io.granary.orm.internal.flush.FlushLog;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.InstanceState.Memento;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a session, or a savepoint in one: what was written in it, so that a rollback can make the objects what they were. Belongs to the
 * session's actor.
 */
final class TransactionLevel implements FlushLog {

    /** Most transactions write little; more makes them grow. */
    private static final int FEW = 4;

    private final @Nullable TransactionLevel parent;
    private final @Nullable AsyncTransaction savepoint;
    private IdentityHashMap<InstanceState, @Nullable Object[]> inserted = new IdentityHashMap<>(FEW);
    private final IdentityHashMap<InstanceState, Memento> before = new IdentityHashMap<>(FEW);
    private final IdentityHashMap<InstanceState, EntityKey> deleted = new IdentityHashMap<>(FEW);

    /** Of objects whose row is of the transaction. */
    private final List<WrittenMembers> members = new ArrayList<>();

    private final LoadedMembers loaded = new LoadedMembers();

    /** How many had come from outside into the transaction when this began. */
    private final int attachedBefore;

    private @Nullable Throwable failure;
    private int number;
    private boolean undone;
    private boolean wrote;

    /** Whether it was released because one around it was. */
    private boolean takenAlong;

    private TransactionLevel(
            @Nullable TransactionLevel parent, @Nullable AsyncTransaction savepoint, int attachedBefore) {
        this.parent = parent;
        this.savepoint = savepoint;
        this.attachedBefore = attachedBefore;
    }

    /** The transaction itself. */
    static TransactionLevel root() {
        return new TransactionLevel(null, null, 0);
    }

    /** A savepoint within this. */
    TransactionLevel nested(AsyncTransaction opened, IdentityMap identities) {
        return new TransactionLevel(this, opened, identities.attached().size());
    }

    /** Its number among those of its session. */
    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    Optional<TransactionLevel> parent() {
        return Optional.ofNullable(parent);
    }

    Optional<AsyncTransaction> savepoint() {
        return Optional.ofNullable(savepoint);
    }

    boolean isNested() {
        return parent != null;
    }

    /** It is released with one around it, whatever whoever began it makes of it. */
    void takeAlong() {
        takenAlong = true;
    }

    /** Whether it was released because one around it was, so that nothing undoes it alone. */
    boolean isTakenAlong() {
        return takenAlong;
    }

    /** Whether its savepoint, or that of one that it stands in, was ended on the connection. */
    boolean isEndedElsewhere() {
        return (savepoint != null && !savepoint.isActive()) || (parent != null && parent.isEndedElsewhere());
    }

    /** Whether it was rolled back. */
    boolean isUndone() {
        return undone;
    }

    /** Why it has to be rolled back; empty if it has not. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Notes that something was written in it, or may have been. */
    void writes() {
        wrote = true;
    }

    /** Whether something was written, or may have been, in it or in what it stands in. */
    boolean hasWritten() {
        return wrote || (parent != null && parent.hasWritten());
    }

    void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
    }

    // ---- what is written

    @Override
    public void expecting(int count) {
        if (inserted.isEmpty()) {
            inserted = new IdentityHashMap<>(count);
        }
    }

    @Override
    public void inserting(InstanceState state, @Nullable Object[] image) {
        inserted.putIfAbsent(state, image);
    }

    @Override
    public void updating(InstanceState state) {
        if (!inserted.containsKey(state)) {
            before.putIfAbsent(state, state.memento());
        }
    }

    @Override
    public boolean hasWritten(InstanceState state) {
        return inserted.containsKey(state) || before.containsKey(state) || (parent != null && parent.hasWritten(state));
    }

    @Override
    public void deleted(InstanceState state, EntityKey key) {
        deleted.put(state, key);
    }

    @Override
    public void replaced(InstanceState old, EntityKey key, InstanceState heir) {
        deleted.put(old, key);
        inserted.putIfAbsent(heir, heir.current());
    }

    /** What was recorded at a relationship whose members are never loaded was written. */
    void written(WrittenMembers written) {
        for (TransactionLevel at = this; at != null; at = at.parent) {
            if (at.inserted.containsKey(written.owner())) {
                members.add(written);
                return;
            }
        }
    }

    /** What others refer to an object with was read: a rollback has it be what it was, for rows of the transaction may be among it. */
    void loading(Relationship<?, ?> relationship, InstanceState state) {
        // What was noted before, or will be given back as a whole, is older than what this would note.
        if (!relationship.holdsReference() && !inserted.containsKey(state) && !before.containsKey(state)) {
            loaded.note(state, relationship);
        }
    }

    // ---- how it ends

    /** A savepoint that is released: what was written in it belongs to what is around it. */
    void release(TransactionLevel outer) {
        outer.wrote |= wrote;
        handLoaded(outer);
        inserted.forEach(outer.inserted::putIfAbsent);
        before.forEach((state, memento) -> {
            if (!outer.inserted.containsKey(state)) {
                outer.before.putIfAbsent(state, memento);
            }
        });
        outer.deleted.putAll(deleted);
        outer.members.addAll(members);
    }

    /** What was loaded in it was so in what is around it. */
    private void handLoaded(TransactionLevel outer) {
        loaded.handTo(outer.loaded, state -> !outer.inserted.containsKey(state) && !outer.before.containsKey(state));
    }

    /** The transaction was committed. */
    void committed(SessionObjects objects, boolean expire) {
        objects.deletedForGood();
        if (expire) {
            objects.identities().persistent().forEach(InstanceState::expire);
        }
    }

    /** It was rolled back: objects are what they were when it began. */
    void rolledBack(SessionObjects objects) {
        undone = true;
        IdentityMap identities = objects.identities();
        objects.unmark();
        for (InstanceState state : List.copyOf(identities.pending())) {
            identities.remove(state, EntityState.TRANSIENT);
        }
        deleted.forEach((state, key) -> {
            // One that was expunged since stays out.
            if (objects.comesBack(state) && !inserted.containsKey(state)) {
                identities.addPersistent(state);
            }
        });
        Set<Object> withoutRow = Collections.newSetFromMap(new IdentityHashMap<>(inserted.size()));
        inserted.forEach((state, image) -> {
            withoutRow.add(state.object());
            // One that was let go of since may have come again, as one with a row.
            identities
                    .find(state.object())
                    .filter(now -> now != state)
                    .ifPresent(now -> identities.remove(now, EntityState.TRANSIENT));
            takeBack(identities, state, image);
        });
        for (int i = members.size() - 1; i >= 0; i--) {
            if (inserted.containsKey(members.get(i).owner())) {
                members.get(i).recordAgain();
            }
        }
        before.keySet().removeIf(state -> withoutRow.contains(state.object()));
        Map<InstanceState, EntityKey> keys = new HashMap<>();
        before.forEach((state, memento) ->
                memento.key().filter(key -> !key.equals(state.requireKey())).ifPresent(key -> keys.put(state, key)));
        identities.rekeyAll(keys);
        before.forEach(InstanceState::restore);
        for (InstanceState state : identities.forgetAttached(attachedBefore)) {
            if (state.isPersistent() && state.isUnknown()) {
                // It came from outside in what is rolled back; its own values are the program's.
                identities.remove(state, EntityState.DETACHED);
            }
        }
        List<InstanceState> states = new ArrayList<>(before.keySet());
        identities.persistent().stream()
                .filter(state -> !before.containsKey(state))
                .forEach(states::add);
        InstanceState.revert(states);
        if (wrote) {
            Set<Class<?>> written = written();
            // Of a savepoint only what may hold a row that was undone: all else is what it was, and stays loaded.
            loaded.giveBack(relationship -> !isNested()
                    || relationship.kind() == RelationshipKind.MANY_TO_MANY
                    || written.stream().anyMatch(relationship.target()::isAssignableFrom));
        }
        if (parent == null) {
            identities.persistent().forEach(InstanceState::expire);
        } else {
            // What stays loaded may hold rows that are undone with what is around it.
            handLoaded(parent);
            before.keySet().forEach(InstanceState::expire);
        }
    }

    private Set<Class<?>> written() {
        Set<Class<?>> classes = new HashSet<>();
        Stream.of(inserted.keySet(), before.keySet(), deleted.keySet())
                .flatMap(Set::stream)
                .forEach(state -> classes.add(state.object().getClass()));
        return classes;
    }

    /** An object loses its row, and the key and version that it got with it. */
    private static void takeBack(IdentityMap identities, InstanceState state, @Nullable Object[] image) {
        identities.remove(state, EntityState.TRANSIENT);
        state.identify(null);
        BitSet slots = new BitSet();
        for (MappedColumn column : state.mapping().key()) {
            slots.set(column.slot());
        }
        state.mapping().version().ifPresent(version -> slots.set(version.slot()));
        state.mapping().write(state.object(), image, slots);
    }
}
