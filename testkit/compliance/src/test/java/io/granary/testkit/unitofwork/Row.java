package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Place;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is meant to be there of one object. */
final class Row {

    final Class<? extends Thing> type;
    final String tag;
    int n;

    @Nullable Place place;

    private @Nullable Object key;
    private final Map<String, String> refs = new HashMap<>();
    private final Map<String, Set<String>> sets = new HashMap<>();

    private Row(Class<? extends Thing> type, String tag) {
        this.type = type;
        this.tag = tag;
    }

    Row(Thing thing) {
        this(thing.getClass(), thing.tag);
        this.n = thing.n;
    }

    Row copy() {
        Row copy = new Row(type, tag);
        copy.n = n;
        copy.place = place;
        copy.key = key;
        copy.refs.putAll(refs);
        sets.forEach((name, set) -> copy.sets.put(name, new LinkedHashSet<>(set)));
        return copy;
    }

    /** Whether it was written. */
    boolean hasKey() {
        return key != null;
    }

    Object key() {
        return Objects.requireNonNull(key, tag);
    }

    void written(Object under) {
        key = under;
    }

    /** The tag of what it refers to; null if that is nothing. */
    @Nullable String ref(Link link) {
        return refs.get(link.name());
    }

    void refer(Link link, @Nullable String target) {
        if (target == null) {
            refs.remove(link.name());
        } else {
            refs.put(link.name(), target);
        }
    }

    Set<String> set(Many many) {
        return sets.computeIfAbsent(many.name(), unused -> new LinkedHashSet<>());
    }

    void forget(Set<String> going) {
        refs.values().removeIf(going::contains);
        sets.values().forEach(set -> set.removeAll(going));
    }
}
