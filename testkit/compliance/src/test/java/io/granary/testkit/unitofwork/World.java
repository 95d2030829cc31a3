package io.granary.testkit.unitofwork;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program means to be there: the oracle. */
final class World {

    private final Map<String, Row> rows = new LinkedHashMap<>();

    World copy() {
        World copy = new World();
        rows.forEach((tag, row) -> copy.rows.put(tag, row.copy()));
        return copy;
    }

    boolean has(String tag) {
        return rows.containsKey(tag);
    }

    Row row(String tag) {
        return Objects.requireNonNull(rows.get(tag), tag);
    }

    Collection<Row> rows() {
        return rows.values();
    }

    Set<String> tags() {
        return rows.keySet();
    }

    List<String> tagsOf(Class<?> type) {
        List<String> tags = new ArrayList<>();
        for (Row row : rows.values()) {
            if (type.isAssignableFrom(row.type)) {
                tags.add(row.tag);
            }
        }
        return tags;
    }

    void add(Row row) {
        rows.put(row.tag, row);
    }

    /** Who refers to one. */
    Set<String> holders(Link link, String target) {
        Set<String> holders = new LinkedHashSet<>();
        for (Row row : rows.values()) {
            if (link.isOf(row.type) && target.equals(row.ref(link))) {
                holders.add(row.tag);
            }
        }
        return holders;
    }

    /** Who has one as a member. */
    Set<String> owners(Many many, String member) {
        Set<String> owners = new LinkedHashSet<>();
        for (Row row : rows.values()) {
            if (many.isOf(row.type) && row.set(many).contains(member)) {
                owners.add(row.tag);
            }
        }
        return owners;
    }

    /** What an attribute has. */
    Set<String> at(Row row, String attribute) {
        for (Link link : Link.ALL) {
            if (link.isOf(row.type) && link.field().equals(attribute)) {
                String target = row.ref(link);
                return target == null ? Set.of() : Set.of(target);
            }
            if (link.isTo(row.type) && attribute.equals(link.inverse())) {
                return holders(link, row.tag);
            }
        }
        for (Many many : Many.ALL) {
            if (many.isOf(row.type) && many.field().equals(attribute)) {
                return row.set(many);
            }
            if (many.isTo(row.type) && attribute.equals(many.inverse())) {
                return owners(many, row.tag);
            }
        }
        throw new IllegalStateException(row.type + "." + attribute);
    }

    /** Whether a link to a target would make a circle of a tree. */
    boolean wouldCircle(Link link, String holder, String target) {
        for (@Nullable String at = target; at != null; at = row(at).ref(link)) {
            if (at.equals(holder)) {
                return true;
            }
        }
        return false;
    }

    /** All that goes when one goes. */
    Set<String> goingWith(String tag) {
        Set<String> going = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(tag));
        while (!open.isEmpty()) {
            String one = open.remove();
            if (going.add(one)) {
                open.addAll(ownedBy(row(one)));
            }
        }
        return going;
    }

    private List<String> ownedBy(Row row) {
        List<String> owned = new ArrayList<>();
        for (Link link : Link.ALL) {
            if (link.removes() && link.isTo(row.type)) {
                owned.addAll(holders(link, row.tag));
            }
            String target = link.owns() && link.isOf(row.type) ? row.ref(link) : null;
            if (target != null) {
                owned.add(target);
            }
        }
        for (Many many : Many.ALL) {
            if (many.exclusive() && many.isOf(row.type)) {
                owned.addAll(row.set(many));
            }
        }
        return owned;
    }

    void remove(Set<String> going) {
        going.forEach(rows::remove);
        rows.values().forEach(row -> row.forget(going));
    }
}
