package io.granary.orm.internal.flush;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts classes so that each stands behind those that its rows refer to. Classes that refer to one another in a circle stand together. (Tarjan,
 * "Depth-First Search and Linear Graph Algorithms", 1972.)
 */
public final class ClassOrder {

    /** The classes of each hierarchy, by the topmost: their rows are in the same tables, and are referred to alike. */
    private final Map<Class<?>, List<EntityMapping<?>>> mappings = new LinkedHashMap<>();

    private final Map<Class<?>, Integer> index = new HashMap<>();
    private final Map<Class<?>, Integer> low = new HashMap<>();
    private final Deque<Class<?>> stack = new ArrayDeque<>();
    private final Set<Class<?>> stacked = new HashSet<>();
    private final List<List<EntityMapping<?>>> groups = new ArrayList<>();

    private ClassOrder(Collection<? extends EntityMapping<?>> all) {
        all.forEach(mapping -> mappings.computeIfAbsent(mapping.rootType(), unused -> new ArrayList<>())
                .add(mapping));
    }

    /**
     * {@return the classes, those that are referred to first; in one group those that refer to one another}
     *
     * @param mappings the classes in any order; the same order gives the same result
     */
    public static List<List<EntityMapping<?>>> of(Collection<? extends EntityMapping<?>> mappings) {
        ClassOrder order = new ClassOrder(mappings);
        for (Class<?> type : order.mappings.keySet()) {
            if (!order.index.containsKey(type)) {
                order.visit(type);
            }
        }
        return order.groups;
    }

    /** {@return whether rows of a group refer to rows of the same} */
    static boolean refersToItself(List<EntityMapping<?>> group) {
        Set<Class<?>> roots = new HashSet<>();
        group.forEach(mapping -> roots.add(mapping.rootType()));
        return group.stream()
                .flatMap(mapping -> mapping.relationships().stream())
                .anyMatch(relationship -> relationship.holdsReference() && roots.contains(relationship.targetRoot()));
    }

    /** A class is behind what it refers to, for that is visited to its end first. */
    private void visit(Class<?> type) {
        index.put(type, index.size());
        low.put(type, index.get(type));
        stack.push(type);
        stacked.add(type);
        for (Class<?> next : references(type)) {
            if (!index.containsKey(next)) {
                visit(next);
                low.merge(type, low.getOrDefault(next, 0), Math::min);
            } else if (stacked.contains(next)) {
                low.merge(type, index.getOrDefault(next, 0), Math::min);
            }
        }
        if (low.get(type).equals(index.get(type))) {
            groups.add(popped(type));
        }
    }

    private List<EntityMapping<?>> popped(Class<?> root) {
        Set<Class<?>> members = new HashSet<>();
        Class<?> next;
        do {
            next = stack.pop();
            stacked.remove(next);
            members.add(next);
        } while (next != root);
        return mappings.values().stream()
                .flatMap(List::stream)
                .<EntityMapping<?>>map(mapping -> mapping)
                .filter(mapping -> members.contains(mapping.rootType()))
                .toList();
    }

    private List<Class<?>> references(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (EntityMapping<?> mapping : mappings.getOrDefault(type, List.of())) {
            for (Relationship<?, ?> relationship : mapping.relationships()) {
                if (relationship.holdsReference() && mappings.containsKey(relationship.targetRoot())) {
                    found.add(relationship.targetRoot());
                }
            }
        }
        return found;
    }
}
