package io.granary.orm.internal.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which objects are to be deleted, and why: because somebody said so, because another one is, or because they left their only owner. A mark that is taken back takes
 * with it what it has led to. Belongs to the session's actor.
 */
final class DeletionMarks {

    private static final int FEW = 4;

    private final Set<InstanceState> deleted = new LinkedHashSet<>();

    /** Those that are to be deleted only because others are, with these. */
    private final IdentityHashMap<InstanceState, Set<InstanceState>> along = new IdentityHashMap<>(FEW);

    /** Those that are to be deleted because they left their only owner, as long as nobody dealt with what goes with them. */
    private final List<InstanceState> orphans = new ArrayList<>();

    /** What makes up for what was done as an object was marked. */
    private final IdentityHashMap<InstanceState, List<Runnable>> whenKept = new IdentityHashMap<>(FEW);

    /** All that are to be deleted, in the order in which that was said. */
    Set<InstanceState> all() {
        return deleted;
    }

    void mark(InstanceState state) {
        deleted.add(state);
        along.remove(state);
    }

    void markAlong(InstanceState state, InstanceState owner) {
        Set<InstanceState> owners = along.get(state);
        if (deleted.add(state) && owners == null) {
            owners = new LinkedHashSet<>();
            along.put(state, owners);
        }
        if (owners != null) {
            owners.add(owner);
        }
    }

    void markOrphan(InstanceState state) {
        if (deleted.add(state)) {
            orphans.add(state);
        }
    }

    /** Those that left their only owner since this was asked last. */
    List<InstanceState> takeOrphans() {
        if (orphans.isEmpty()) {
            return List.of();
        }
        List<InstanceState> taken = orphans.stream().filter(deleted::contains).toList();
        orphans.clear();
        return taken;
    }

    /** Those that are to be deleted only because others are, with these; a copy. */
    Map<InstanceState, Set<InstanceState>> along() {
        if (along.isEmpty()) {
            return Map.of();
        }
        Map<InstanceState, Set<InstanceState>> marked = new HashMap<>();
        along.forEach((state, owners) -> {
            if (deleted.contains(state)) {
                marked.put(state, owners);
            }
        });
        return marked;
    }

    /** One that was to be deleted only because others are, is not any more, nor are those that were because it is. */
    void revive(InstanceState state) {
        if (along.containsKey(state)) {
            takeBack(state);
        }
    }

    /** Has something done if an object is not to be deleted after all. */
    void whenKept(InstanceState state, Runnable makesUp) {
        whenKept.computeIfAbsent(state, unused -> new ArrayList<>()).add(makesUp);
    }

    /** An object is not to be deleted after all, nor are those that were only because it is. */
    void takeBack(InstanceState state) {
        if (!deleted.remove(state)) {
            return;
        }
        along.remove(state);
        List<Runnable> makesUp = whenKept.remove(state);
        if (makesUp != null) {
            makesUp.forEach(Runnable::run);
        }
        List<InstanceState> kept = new ArrayList<>();
        along.forEach((other, owners) -> {
            if (owners.remove(state) && owners.isEmpty()) {
                kept.add(other);
            }
        });
        kept.forEach(this::takeBack);
    }

    /** An object leaves the session; what its mark has led to stays. */
    void remove(InstanceState state) {
        deleted.remove(state);
    }

    /** All that was to be deleted is. */
    void clear() {
        deleted.clear();
        along.clear();
        whenKept.clear();
    }

    /** Has nothing be deleted. */
    void unmark() {
        clear();
        orphans.clear();
    }
}
