package io.granary.orm.processor;

import io.granary.orm.internal.reading.Unheeded;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ExcludeSuperclassListeners;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What the methods have to be that are called as objects are loaded and written. */
final class CallbackRules {

    private static final List<Class<? extends Annotation>> CALLBACKS = List.of(
            PrePersist.class,
            PostPersist.class,
            PreUpdate.class,
            PostUpdate.class,
            PreRemove.class,
            PostRemove.class,
            PostLoad.class);

    private final Classes classes;
    private final Problems problems;

    CallbackRules(Classes classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    void check(MappedClass entity) {
        boolean excluded = entity.annotations().has(ExcludeSuperclassListeners.class);
        for (TypeElement at : entity.lineage()) {
            checkMethods(at, at, 0, "A callback of an entity has no parameters; take them away.");
            if (at.equals(entity.type()) || !excluded) {
                listeners(at).forEach(listener -> checkListener(entity, at, listener));
            }
        }
    }

    private void checkListener(MappedClass entity, TypeElement at, TypeElement listener) {
        if (!classes.canBeMade(listener)) {
            problems.error(
                    new Annotated(at), EntityListeners.class, entity.place(), classes.notMade("listener", listener));
            return;
        }
        checkMethods(listener, at, 1, "A callback of a listener has one parameter, the entity; give it that.");
    }

    private void checkMethods(TypeElement type, TypeElement of, int parameters, String sentence) {
        for (Class<? extends Annotation> callback : CALLBACKS) {
            List<ExecutableElement> methods = ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                    .filter(method -> new Annotated(method).has(callback))
                    .toList();
            methods.forEach(method -> checkMethod(type, of, method, callback, parameters, sentence));
            methods.stream()
                    .skip(1)
                    .forEach(second -> error(
                            type,
                            second,
                            callback,
                            "It is the second method of " + type.getSimpleName() + " with @" + callback.getSimpleName()
                                    + "; let the first one call it."));
        }
    }

    private void checkMethod(
            TypeElement type,
            TypeElement of,
            ExecutableElement method,
            Class<? extends Annotation> callback,
            int parameters,
            String sentence) {
        if (method.getParameters().size() != parameters) {
            error(type, method, callback, sentence);
        } else if (method.getModifiers().contains(Modifier.STATIC)
                || method.getReturnType().getKind() != TypeKind.VOID) {
            error(
                    type,
                    method,
                    callback,
                    "A callback is a method of an object that returns nothing, and this is not; make it one.");
        }
        if (parameters == 1 && method.getParameters().size() == 1) {
            TypeMirror parameter = method.getParameters().get(0).asType();
            if (!canBe(of, parameter)) {
                error(
                        type,
                        method,
                        callback,
                        Unheeded.neverHeard(
                                classes.name(parameter), of.getSimpleName().toString()));
            }
        }
    }

    /** Whether objects of a class, or of one that extends it, can be of another one. */
    private boolean canBe(TypeElement type, TypeMirror other) {
        return !other.getKind().isPrimitive()
                && (classes.isBelow(type.asType(), other)
                        || classes.isBelow(other, type.asType())
                        || (classes.element(classes.types().erasure(other))
                                        .filter(found -> found.getKind().isInterface())
                                        .isPresent()
                                && !type.getModifiers().contains(Modifier.FINAL)));
    }

    /** Checks that an embeddable class has none, for nobody calls them. */
    void checkEmbeddable(TypeElement type) {
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            CALLBACKS.stream()
                    .filter(new Annotated(method)::has)
                    .findFirst()
                    .ifPresent(callback -> error(type, method, callback, Unheeded.EMBEDDED_CALLBACK));
        }
    }

    private void error(
            TypeElement type, ExecutableElement method, Class<? extends Annotation> callback, String sentence) {
        problems.error(new Annotated(method), callback, type.getSimpleName() + "." + method.getSimpleName(), sentence);
    }

    private List<TypeElement> listeners(TypeElement type) {
        return new Annotated(type)
                .value(EntityListeners.class, "value").stream()
                        .map(AnnotationValue::getValue)
                        .filter(List.class::isInstance)
                        .<Object>flatMap(values -> ((List<?>) values).stream())
                        .map(value -> ((AnnotationValue) value).getValue())
                        .filter(TypeMirror.class::isInstance)
                        .map(value -> classes.element((TypeMirror) value))
                        .flatMap(Optional::stream)
                        .toList();
    }
}
