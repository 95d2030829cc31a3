package io.granary.orm.processor;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * What carries annotations, in a source.
 *
 * @param element the class, field or method
 */
record Annotated(Element element) {

    boolean has(Class<? extends Annotation> annotation) {
        return mirror(annotation).isPresent();
    }

    <A extends Annotation> Optional<A> get(Class<A> annotation) {
        return Optional.ofNullable(element.getAnnotation(annotation));
    }

    /** Where an annotation stands. */
    Optional<AnnotationMirror> mirror(Class<? extends Annotation> annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> name(mirror).equals(annotation.getName()))
                .<AnnotationMirror>map(mirror -> mirror)
                .findFirst();
    }

    /** A value that an annotation is given; empty if it has its default. */
    Optional<AnnotationValue> value(Class<? extends Annotation> annotation, String member) {
        return mirror(annotation).stream()
                .<Map.Entry<? extends ExecutableElement, ? extends AnnotationValue>>flatMap(
                        mirror -> mirror.getElementValues().entrySet().stream())
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(member))
                .<AnnotationValue>map(Map.Entry::getValue)
                .findFirst();
    }

    /** A class that an annotation is given; empty if it has its default. */
    Optional<TypeMirror> type(Class<? extends Annotation> annotation, String member) {
        return value(annotation, member)
                .map(AnnotationValue::getValue)
                .filter(TypeMirror.class::isInstance)
                .map(TypeMirror.class::cast);
    }

    /** The binary name of an annotation's class, which is no nested one. */
    static String name(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }
}
