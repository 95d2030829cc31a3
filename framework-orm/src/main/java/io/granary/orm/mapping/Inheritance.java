package io.granary.orm.mapping;

import jakarta.persistence.Entity;
import java.util.Optional;

/**
 * What a class is in a hierarchy of entities.
 *
 * @param root the topmost class, which says how all of them are mapped
 * @param parent the nearest entity above; empty for the root
 * @param joined whether each class has a table of its own, joined with those above it; all share one otherwise
 * @param discriminatorSlot the place of the column that tells of which class a row is
 * @param value what that column holds in rows of this very class; empty for an abstract class, which has none
 */
public record Inheritance(
        Class<?> root, Optional<Class<?>> parent, boolean joined, int discriminatorSlot, Optional<Object> value) {

    /**
     * {@return the topmost entity that a class extends; the class itself if it extends none}
     *
     * @param type the class
     */
    public static Class<?> rootOf(Class<?> type) {
        Class<?> root = type;
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            root = at.isAnnotationPresent(Entity.class) ? at : root;
        }
        return root;
    }
}
