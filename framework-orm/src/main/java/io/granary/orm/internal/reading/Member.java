package io.granary.orm.internal.reading;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * An attribute as a class declares it: a field, a property, or a component of a record.
 *
 * @param name its name in Java
 * @param type its class
 * @param genericType its class with what it is of
 * @param annotations what carries its annotations
 * @param declaring the class that declares it
 */
record Member(String name, Class<?> type, Type genericType, AnnotatedElement annotations, Class<?> declaring) {

    boolean has(Class<? extends Annotation> annotation) {
        return annotations.isAnnotationPresent(annotation);
    }

    <A extends Annotation> Optional<A> get(Class<A> annotation) {
        return Optional.ofNullable(annotations.getAnnotation(annotation));
    }

    /** Class and name, for what is said of it. */
    String place() {
        return declaring.getSimpleName() + "." + name;
    }
}
