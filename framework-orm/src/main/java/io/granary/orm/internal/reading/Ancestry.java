package io.granary.orm.internal.reading;

import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entities that a class extends. */
final class Ancestry {

    private Ancestry() {}

    /** The class, and the entities above it before it, the topmost first. */
    static List<Class<?>> of(Class<?> type) {
        List<Class<?>> entities = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at == type || at.isAnnotationPresent(Entity.class)) {
                entities.add(0, at);
            }
        }
        return entities;
    }

    /** The nearest entity above a class. */
    static Optional<Class<?>> parent(Class<?> type) {
        List<Class<?>> entities = of(type);
        return entities.size() == 1 ? Optional.empty() : Optional.of(entities.get(entities.size() - 2));
    }

    /** Whether a class is in a hierarchy of entities, or may have one below it. */
    static boolean isInHierarchy(Class<?> type) {
        return of(type).get(0).isAnnotationPresent(Inheritance.class);
    }

    /** Whether a class is in a hierarchy in which each has a table of its own for what it adds. */
    static boolean isJoined(Class<?> type) {
        return strategy(type) == InheritanceType.JOINED;
    }

    /** Whether a class is in a hierarchy in which each that has objects has a table of its own with all its columns. */
    static boolean isConcrete(Class<?> type) {
        return strategy(type) == InheritanceType.TABLE_PER_CLASS;
    }

    /** The class whose table that of a class is, or is the lowest part of. */
    static Class<?> tableOwner(Class<?> type) {
        return isJoined(type) || isConcrete(type) ? type : of(type).get(0);
    }

    /** How the hierarchy of a class is mapped; as the specification has it where nobody says. */
    static InheritanceType strategy(Class<?> type) {
        Inheritance said = of(type).get(0).getAnnotation(Inheritance.class);
        return said == null ? InheritanceType.SINGLE_TABLE : said.strategy();
    }

    /** The same, for rules. */
    static List<InheritanceRules.Subject> subjects(Class<?> type) {
        return of(type).stream().<InheritanceRules.Subject>map(Reflected::new).toList();
    }

    private record Reflected(Class<?> type) implements InheritanceRules.Subject {

        @Override
        public String name() {
            return type.getSimpleName();
        }

        @Override
        public String entityName() {
            return ClassRules.entityName(type);
        }

        @Override
        public boolean isAbstract() {
            return Modifier.isAbstract(type.getModifiers());
        }

        @Override
        public <A extends Annotation> Optional<A> get(Class<A> annotation) {
            return Optional.ofNullable(type.getDeclaredAnnotation(annotation));
        }
    }
}
