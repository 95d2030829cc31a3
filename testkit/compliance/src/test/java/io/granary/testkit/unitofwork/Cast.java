package io.granary.testkit.unitofwork;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of a session that a program has met, and what it knows of them. */
final class Cast {

    /** All that are in the session, or were before something of the transaction took them out. */
    private final Map<String, Thing> known = new LinkedHashMap<>();

    /** Those that a rollback took out, and that may be added again. */
    private final Map<String, Thing> lost = new LinkedHashMap<>();

    /** Those that were deleted: others may still have them. */
    private final Set<String> gone = new HashSet<>();

    private final Set<String> knownReferences = new HashSet<>();

    boolean has(String tag) {
        return known.containsKey(tag);
    }

    Thing at(String tag) {
        return Objects.requireNonNull(known.get(tag), tag);
    }

    @Nullable Thing find(@Nullable String tag) {
        return known.get(tag);
    }

    Set<String> tags() {
        return known.keySet();
    }

    List<Thing> all() {
        return List.copyOf(known.values());
    }

    void enter(Thing thing) {
        known.put(thing.tag, thing);
        lost.remove(thing.tag);
        gone.remove(thing.tag);
    }

    /** Meets one that the session gave, which has to be the same each time. */
    void meet(Thing thing) {
        Thing before = known.putIfAbsent(thing.tag, thing);
        if (before != null && before != thing) {
            throw new Disagreement("two objects for " + thing.tag);
        }
    }

    void leave(String tag) {
        known.remove(tag);
    }

    void lose(Thing thing) {
        lost.put(thing.tag, thing);
    }

    Map<String, Thing> lost() {
        return lost;
    }

    boolean isLost(Thing thing) {
        return lost.get(thing.tag) == thing;
    }

    void go(Set<String> tags) {
        gone.addAll(tags);
    }

    boolean isGone(Thing thing) {
        return gone.contains(thing.tag);
    }

    void comeBack(Predicate<String> tags) {
        gone.removeIf(tags);
    }

    /** It is known what a reference has, were it nothing. */
    void learn(String tag, String reference) {
        knownReferences.add(tag + "." + reference);
    }

    boolean knows(String tag, String reference) {
        return knownReferences.contains(tag + "." + reference);
    }

    /** The session may have expired references, which are null then. */
    void unlearn() {
        knownReferences.clear();
    }

    /** All leave: the session is closed. */
    void clear() {
        leaveAll();
        lost.clear();
        gone.clear();
    }

    void leaveAll() {
        known.clear();
        knownReferences.clear();
    }
}
