package io.granary.orm.mapping;

import jakarta.persistence.Entity;
import jakarta.persistence.InheritanceType;
import java.util.Optional;

/**
 * What a class is in a hierarchy of entities.
 *
 * @param root the topmost class, which says how all of them are mapped
 * @param parent the nearest entity above; empty for the root
 * @param strategy whether all share a table, each has one for what it adds, or each that has objects has one with all its columns
 * @param discriminatorSlot the place of the column that tells of which class a row is
 * @param value what that column holds in rows of this very class; empty for an abstract class, which has none
 */
public record Inheritance(
        Class<?> root,
        Optional<Class<?>> parent,
        InheritanceType strategy,
        int discriminatorSlot,
        Optional<Object> value) {

    /** {@return whether each class has a table of its own, joined with those above it} */
    public boolean joined() {
        return strategy == InheritanceType.JOINED;
    }

    /** {@return whether each class that has objects has a table of its own, with all its columns; nothing but the table tells the class then} */
    public boolean concrete() {
        return strategy == InheritanceType.TABLE_PER_CLASS;
    }

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
