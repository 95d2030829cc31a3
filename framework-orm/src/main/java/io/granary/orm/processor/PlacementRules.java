package io.granary.orm.processor;

import io.granary.orm.internal.reading.Supported;
import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Annotations that stand where nobody looks for them, and would say nothing. */
final class PlacementRules {

    private final Problems problems;
    private final Properties properties;

    PlacementRules(Classes classes, Problems problems) {
        this.problems = problems;
        this.properties = new Properties(classes);
    }

    void check(MappedClass mapped) {
        for (TypeElement declaring : mapped.lineage()) {
            if (declaring.getKind() == ElementKind.RECORD) {
                continue;
            }
            boolean byProperty = ClassReader.isByProperty(declaring, mapped.lineage());
            for (VariableElement field : ElementFilter.fieldsIn(declaring.getEnclosedElements())) {
                if (byProperty) {
                    checkElsewhere(declaring, field, "a field", "getters");
                } else {
                    checkField(declaring, field);
                }
            }
            for (ExecutableElement method : ElementFilter.methodsIn(declaring.getEnclosedElements())) {
                if (!byProperty) {
                    checkElsewhere(declaring, method, "a method", "fields");
                } else {
                    checkGetter(declaring, method);
                }
            }
        }
    }

    private void checkField(TypeElement declaring, VariableElement field) {
        Set<Modifier> modifiers = field.getModifiers();
        if (modifiers.contains(Modifier.STATIC) || modifiers.contains(Modifier.TRANSIENT)) {
            String word = modifiers.contains(Modifier.STATIC) ? "static" : "transient";
            mapping(field)
                    .ifPresent(mirror -> problems.error(
                            field,
                            mirror,
                            place(declaring, field),
                            "It is " + word + ", and so no attribute, of which " + text(mirror)
                                    + " could say something; take " + word + " or the annotation away."));
        } else if (modifiers.contains(Modifier.FINAL) && !new Annotated(field).has(Transient.class)) {
            problems.error(
                    field,
                    place(declaring, field),
                    "It is final, and objects are made empty and filled afterwards; take final away, or mark it @Transient.");
        }
    }

    private void checkGetter(TypeElement declaring, ExecutableElement method) {
        Optional<AnnotationMirror> mirror = mapping(method);
        if (mirror.isEmpty()) {
            return;
        }
        boolean property = Properties.nameOf(method)
                .flatMap(name -> properties.setter(declaring, name, method.getReturnType()))
                .isPresent();
        if (!property) {
            problems.error(
                    method,
                    mirror.orElseThrow(),
                    place(declaring, method),
                    text(mirror.orElseThrow())
                            + " stands at a method that gets no property: that is called getX, or isX of a boolean, and has a setX of the same"
                            + " class beside it.");
        }
    }

    private void checkElsewhere(TypeElement declaring, Element member, String here, String there) {
        mapping(member)
                .ifPresent(mirror -> problems.error(
                        member,
                        mirror,
                        place(declaring, member),
                        text(mirror) + " stands at " + here + ", and is looked for at the " + there
                                + ", for there the key's annotation is, or @Access says so; put all of them at " + there
                                + ", or say otherwise with @Access at the class."));
    }

    /** The first annotation that says something of an attribute. */
    private static Optional<AnnotationMirror> mapping(Element member) {
        return member.getAnnotationMirrors().stream()
                .<AnnotationMirror>map(mirror -> mirror)
                .filter(PlacementRules::isMapping)
                .findFirst();
    }

    private static boolean isMapping(AnnotationMirror mirror) {
        String name = Annotated.name(mirror);
        String simple = name.substring(name.lastIndexOf('.') + 1);
        boolean known = name.startsWith(Entity.class.getPackageName() + ".") || name.startsWith("io.granary.orm.");
        return known
                && !simple.equals("Transient")
                && (Supported.AT_ATTRIBUTES.containsKey(simple) || Unsupported.AT_ATTRIBUTES.containsKey(simple));
    }

    private static String text(AnnotationMirror mirror) {
        return "@" + mirror.getAnnotationType().asElement().getSimpleName();
    }

    private static String place(TypeElement declaring, Element member) {
        return declaring.getSimpleName() + "." + member.getSimpleName();
    }
}
