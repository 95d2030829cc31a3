package io.granary.orm.processor;

import io.granary.orm.Json;
import io.granary.orm.Validates;
import io.granary.orm.internal.reading.Unheeded;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Annotations that stand where nobody looks for them, and would say nothing. */
final class PlacementRules {

    /** What may stand at any method or field and says nothing of a column or a relationship. */
    private static final Set<String> ELSEWHERE = Set.of(
            "Transient",
            "Access",
            "PrePersist",
            "PostPersist",
            "PreUpdate",
            "PostUpdate",
            "PreRemove",
            "PostRemove",
            "PostLoad",
            "PersistenceContext",
            "PersistenceUnit");

    private final Classes classes;
    private final Problems problems;

    PlacementRules(Classes classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    /** Whether something says how an attribute is mapped. */
    static boolean isMapping(Element element) {
        return mapping(element).isPresent();
    }

    private static Optional<AnnotationMirror> mapping(Element element) {
        return element.getAnnotationMirrors().stream()
                .<AnnotationMirror>map(mirror -> mirror)
                .filter(PlacementRules::isMapping)
                .findFirst();
    }

    private static boolean isMapping(AnnotationMirror mirror) {
        String name = Annotated.name(mirror);
        String in = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return (in.equals(Entity.class.getPackageName()) && !ELSEWHERE.contains(name.substring(in.length() + 1)))
                || (in.equals(Json.class.getPackageName()) && !name.equals(Validates.class.getName()));
    }

    void check(MappedClass mapped) {
        new HiddenFieldRules(problems).check(mapped);
        for (Optional<TypeElement> at = Optional.of(mapped.type()); at.isPresent(); at = at.flatMap(classes::above)) {
            TypeElement declaring = at.orElseThrow();
            if (declaring.getKind() == ElementKind.RECORD) {
                components(declaring);
            } else if (mapped.lineage().contains(declaring)) {
                declared(mapped, declaring);
            } else if (elements(declaring).stream().anyMatch(PlacementRules::isMapping)) {
                problems.error(
                        mapped,
                        "It extends " + declaring.getSimpleName()
                                + ", whose attributes are annotated and not read; make that a @MappedSuperclass.");
            }
        }
    }

    private static List<Element> elements(TypeElement type) {
        List<Element> elements = new ArrayList<>(ElementFilter.fieldsIn(type.getEnclosedElements()));
        elements.addAll(ElementFilter.methodsIn(type.getEnclosedElements()));
        return elements;
    }

    private void components(TypeElement type) {
        for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            if (new Annotated(field).has(Transient.class)) {
                problems.error(
                        new Annotated(field),
                        Transient.class,
                        place(type, field),
                        "A component of a record is a column, for a record is made of all of them; take @Transient away,"
                                + " or the component.");
            }
        }
        type.getRecordComponents().forEach(component -> accessor(type, component));
    }

    /** What stands at a component is at the field, too; what is at the accessor alone is written there. */
    private void accessor(TypeElement type, RecordComponentElement component) {
        Set<String> heeded = ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .flatMap(field -> field.getAnnotationMirrors().stream())
                .map(Annotated::name)
                .collect(Collectors.toSet());
        component.getAccessor().getAnnotationMirrors().stream()
                .filter(mirror -> isMapping(mirror) && !heeded.contains(Annotated.name(mirror)))
                .findFirst()
                .ifPresent(mirror ->
                        problems.error(component.getAccessor(), mirror, place(type, component), Unheeded.ACCESSOR));
    }

    private void declared(MappedClass mapped, TypeElement declaring) {
        for (Element element : elements(declaring)) {
            boolean read = mapped.attributes().stream()
                    .anyMatch(attribute -> attribute.carrier().equals(element) || overrides(attribute, element));
            if (!read) {
                mapping(element)
                        .ifPresent(mirror -> problems.error(
                                element,
                                mirror,
                                place(declaring, element),
                                "It is annotated and not read: " + reason(declaring, element)));
            } else if (element instanceof VariableElement field
                    && field.getModifiers().contains(Modifier.FINAL)) {
                problems.error(
                        field,
                        place(declaring, field),
                        "It is final, and objects are filled after they were made; take final away.");
            }
        }
    }

    /** Whether a property is one that was declared before, in a superclass. */
    private static boolean overrides(Attribute attribute, Element element) {
        return element instanceof ExecutableElement method
                && attribute.carrier() instanceof ExecutableElement getter
                && getter.getSimpleName().equals(method.getSimpleName())
                && method.getParameters().isEmpty();
    }

    private String reason(TypeElement declaring, Element element) {
        if (new Annotated(element).has(Transient.class)) {
            return "it is @Transient. Take that away, or the others.";
        }
        if (!(element instanceof ExecutableElement method)) {
            Set<Modifier> modifiers = element.getModifiers();
            return modifiers.contains(Modifier.STATIC) || modifiers.contains(Modifier.TRANSIENT)
                    ? "static and transient fields are no attributes. Let it be neither, or take the annotations away."
                    : "the attributes of this class are its getters, for the annotation of its key stands at one. Annotate the getter,"
                            + " or add @Access(AccessType.FIELD).";
        }
        Optional<String> property = Properties.nameOf(method);
        if (property.isEmpty()) {
            return "it is no getter. Annotate the field, or the getter.";
        }
        return new Properties(classes).setter(declaring, method).isPresent()
                ? "the attributes of this class are its fields. Annotate the field, or add @Access(AccessType.PROPERTY)."
                : "the property has no setter. Give it one, or make it @Transient.";
    }

    private static String place(TypeElement declaring, Element member) {
        return declaring.getSimpleName() + "." + member.getSimpleName();
    }
}
