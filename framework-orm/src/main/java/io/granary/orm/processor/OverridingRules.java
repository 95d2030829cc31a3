package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.OverrideRules;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.AttributeOverrides;
import jakarta.persistence.Convert;
import jakarta.persistence.Converts;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** What is said of attributes in other classes names some that are there. */
final class OverridingRules {

    private final Classes classes;
    private final ColumnNameRules names;
    private final Problems problems;

    OverridingRules(Classes classes, ColumnNameRules names, Problems problems) {
        this.classes = classes;
        this.names = names;
        this.problems = problems;
    }

    /**
     * Checks what an embedded attribute says of those within, which come to an end.
     *
     * @param outer what the entity says a column of, by path: what the attribute says of the same has no effect
     */
    void check(Attribute attribute, Set<String> outer) {
        if (attribute.kind() != AttributeKind.EMBEDDED) {
            return;
        }
        String prefix = attribute.name() + ".";
        columns(
                attribute.carrier(),
                said -> !outer.contains(prefix + said),
                (annotation, sentence) -> problems.error(attribute, annotation, sentence));
        List<String> there = names.paths(attribute).stream()
                .map(path -> path.substring(prefix.length()))
                .toList();
        classes.element(attribute.type())
                .ifPresent(type -> each(attribute.carrier(), (annotation, name) -> {
                    if (!there.contains(name)) {
                        problems.error(attribute, annotation, unknown(name, type, there));
                    }
                }));
    }

    /** Checks what an entity and the classes above it say; what is inherited from an entity is none of their business. */
    void check(MappedClass entity, Collection<TypeElement> own, Collection<String> inherited) {
        List<String> there = entity.attributes().stream()
                .filter(attribute -> !inherited.contains(attribute.name()))
                .flatMap(attribute -> names.paths(attribute).stream())
                .toList();
        Map<String, TypeElement> last = new HashMap<>();
        own.forEach(at -> overridden(at).forEach(name -> last.put(name, at)));
        for (TypeElement at : own) {
            columns(
                    at,
                    name -> at.equals(last.get(name)),
                    (annotation, sentence) -> problems.error(new Annotated(at), annotation, entity.place(), sentence));
            each(at, (annotation, name) -> {
                if (!there.contains(name) && !inherited.contains(name.split("\\.", 2)[0])) {
                    problems.error(new Annotated(at), annotation, entity.place(), unknown(name, entity.type(), there));
                }
            });
        }
    }

    private static String unknown(String name, TypeElement type, List<String> there) {
        return OverrideRules.unknown(name, type.getSimpleName().toString(), there);
    }

    /** The attributes that an entity, and what is above it, says a column of, by path. */
    static Set<String> overridden(MappedClass entity) {
        return entity.lineage().stream().flatMap(at -> overridden(at).stream()).collect(Collectors.toSet());
    }

    private static List<String> overridden(Element at) {
        return Arrays.stream(at.getAnnotationsByType(AttributeOverride.class))
                .map(AttributeOverride::name)
                .toList();
    }

    /** Checks columns that attributes are given, whether they are there or not, where nothing else is said of them further out. */
    private static void columns(
            Element at, Predicate<String> inForce, BiConsumer<Class<? extends Annotation>, String> saying) {
        Class<? extends Annotation> annotation = overriding(at);
        Arrays.stream(at.getAnnotationsByType(AttributeOverride.class))
                .filter(said -> inForce.test(said.name()))
                .forEach(said -> OverrideRules.column(said, sentence -> saying.accept(annotation, sentence)));
    }

    /** Where several stand, it is said of all. */
    private static Class<? extends Annotation> overriding(Element at) {
        return new Annotated(at).has(AttributeOverrides.class) ? AttributeOverrides.class : AttributeOverride.class;
    }

    private static void each(Element at, BiConsumer<Class<? extends Annotation>, String> naming) {
        Annotated annotations = new Annotated(at);
        Arrays.stream(at.getAnnotationsByType(AttributeOverride.class))
                .forEach(said -> naming.accept(overriding(at), said.name()));
        Arrays.stream(at.getAnnotationsByType(Convert.class))
                .forEach(said -> naming.accept(
                        annotations.has(Converts.class) ? Converts.class : Convert.class, said.attributeName()));
    }
}
