package io.granary.orm.internal.reading;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What a class has to be to be an entity, or a part of one. */
public final class ClassRules {

    /** Of a class whose objects are made here, and which can have none. */
    public static final String NO_OBJECTS =
            "Objects are made of it, which its kind does not allow; make it a class or a record.";

    private ClassRules() {}

    static String entityName(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(Entity.class))
                .map(Entity::name)
                .filter(name -> !name.isBlank())
                .orElseGet(() -> type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName());
    }

    static void check(Class<?> type, Faults faults) {
        String place = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        if (!type.isAnnotationPresent(Entity.class)) {
            faults.add(place, unmapped(type));
            return;
        }
        boolean objects = !Modifier.isAbstract(type.getModifiers()) || Ancestry.isInHierarchy(type);
        if (type.isInterface() || type.isEnum() || !objects) {
            faults.add(
                    place,
                    "An entity is a class or a record that objects can be made of; annotate those that extend it, and this with"
                            + " @MappedSuperclass.");
        }
        if (type.isAnnotationPresent(Embeddable.class) || type.isAnnotationPresent(MappedSuperclass.class)) {
            faults.add(place, Unheeded.SEVERAL);
        }
        for (Class<?> at : Members.lineage(type)) {
            annotations(at, place, faults);
        }
        InheritanceRules.check(Ancestry.subjects(type), (annotation, sentence) -> faults.add(place, sentence));
    }

    private static String unmapped(Class<?> type) {
        if (AttributeConverter.class.isAssignableFrom(type)) {
            return "Converters are not mapped, but named by @Convert at each attribute; leave it away.";
        }
        if (type.isAnnotationPresent(Embeddable.class) || type.isAnnotationPresent(MappedSuperclass.class)) {
            return "It is mapped with the entities that have it; leave it away.";
        }
        return "It has no @Entity, and only entities are mapped; annotate it, or leave it away.";
    }

    private static void annotations(Class<?> at, String place, Faults faults) {
        for (Annotation annotation : at.getDeclaredAnnotations()) {
            Unsupported.at(annotation.annotationType().getName(), Unsupported.AT_CLASSES)
                    .ifPresent(sentence -> faults.add(place, sentence));
            if (!at.isAnnotationPresent(Entity.class)) {
                Unheeded.atSuperclass(annotation.annotationType().getName()).ifPresent(faults.at(at.getSimpleName()));
            }
        }
    }

    /** Checks an embeddable class. */
    static void checkEmbeddable(Class<?> type, Faults faults) {
        if (type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
            faults.add(type.getSimpleName(), NO_OBJECTS);
        }
        for (Annotation annotation : type.getDeclaredAnnotations()) {
            Unheeded.atEmbeddable(annotation.annotationType().getName()).ifPresent(faults.at(type.getSimpleName()));
        }
        Callbacks.checkEmbeddable(type, faults);
    }
}
