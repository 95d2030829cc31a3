package io.granary.orm.processor;

import io.granary.orm.internal.reading.Unheeded;
import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What a class itself has to be, before its attributes are looked at. */
final class ClassRules {

    private final Classes classes;
    private final HierarchyRules hierarchies;
    private final Problems problems;

    ClassRules(Classes classes, HierarchyRules hierarchies, Problems problems) {
        this.classes = classes;
        this.hierarchies = hierarchies;
        this.problems = problems;
    }

    /** Checks an entity; gives whether a source can be written for it. */
    boolean checkEntity(MappedClass entity) {
        entity.lineage().forEach(at -> checkAnnotations(entity, at));
        hierarchies.check(entity);
        if (entity.annotations().has(Embeddable.class) || entity.annotations().has(MappedSuperclass.class)) {
            problems.error(entity, Entity.class, Unheeded.SEVERAL);
        }
        if (entity.hasAttributes() && isAbstract(entity) && hierarchies.isInHierarchy(entity)) {
            return isReachable(entity);
        }
        if (!canHaveObjects(entity)) {
            problems.error(
                    entity,
                    Entity.class,
                    "An entity is a class or a record that objects can be made of; annotate those that extend it, and this with"
                            + " @MappedSuperclass.");
            return false;
        }
        return checkMaking(entity);
    }

    private void checkAnnotations(MappedClass entity, TypeElement at) {
        for (AnnotationMirror mirror : at.getAnnotationMirrors()) {
            Unsupported.at(Annotated.name(mirror), Unsupported.AT_CLASSES)
                    .ifPresent(sentence -> problems.error(at, mirror, entity.place(), sentence));
            if (!new Annotated(at).has(Entity.class)) {
                Unheeded.atSuperclass(Annotated.name(mirror))
                        .ifPresent(sentence ->
                                problems.error(at, mirror, at.getSimpleName().toString(), sentence));
            }
        }
    }

    /** Checks what stands at an embeddable class. */
    void checkEmbeddable(TypeElement type) {
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            Unheeded.atEmbeddable(Annotated.name(mirror))
                    .ifPresent(sentence ->
                            problems.error(type, mirror, type.getSimpleName().toString(), sentence));
        }
    }

    /** Checks a class that objects are made of; gives whether a source can be written for it. */
    boolean checkMaking(MappedClass mapped) {
        if (!isReachable(mapped)) {
            return false;
        }
        if (!canHaveObjects(mapped)) {
            problems.error(mapped, io.granary.orm.internal.reading.ClassRules.NO_OBJECTS);
            return false;
        }
        return mapped.isRecord() || checkConstructor(mapped);
    }

    private boolean isReachable(MappedClass mapped) {
        boolean reachable = !classes.isPrivate(mapped.type());
        if (!reachable) {
            problems.error(
                    mapped,
                    "It is private, or stands in a class that is, and the class that is written for it cannot reach it; make it package-private"
                            + " at least.");
        }
        return reachable;
    }

    private boolean checkConstructor(MappedClass mapped) {
        Optional<ExecutableElement> constructor = classes.emptyConstructor(mapped.type());
        if (constructor.isEmpty() || classes.isInner(mapped.type())) {
            problems.error(
                    constructor
                            .<javax.lang.model.element.Element>map(found -> found)
                            .orElse(mapped.type()),
                    mapped.place(),
                    "It has no constructor without parameters, which its objects are made with; give it one, which may be private,"
                            + " and let it be a static class where it stands in another.");
            return false;
        }
        boolean failing =
                constructor.orElseThrow().getThrownTypes().stream().anyMatch(new Reach(classes, mapped)::isChecked);
        if (failing) {
            problems.error(
                    constructor.orElseThrow(),
                    mapped.place(),
                    "Its constructor without parameters throws a checked exception, which nobody could handle where its objects are made;"
                            + " throw none.");
        }
        return !failing;
    }

    private static boolean canHaveObjects(MappedClass mapped) {
        return mapped.hasAttributes() && !isAbstract(mapped);
    }

    private static boolean isAbstract(MappedClass mapped) {
        return mapped.type().getModifiers().contains(Modifier.ABSTRACT);
    }
}
