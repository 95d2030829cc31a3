package io.granary.orm.processor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Fields of one name in a class and above it, of which only one would be read. */
final class HiddenFieldRules {

    private final Problems problems;

    private record Declared(TypeElement type, VariableElement field) {}

    HiddenFieldRules(Problems problems) {
        this.problems = problems;
    }

    void check(MappedClass mapped) {
        Map<String, Declared> fields = new HashMap<>();
        List<TypeElement> upwards = new ArrayList<>(mapped.lineage());
        Collections.reverse(upwards);
        for (TypeElement at : upwards) {
            for (VariableElement field : ElementFilter.fieldsIn(at.getEnclosedElements())) {
                Declared below = isAttribute(field, mapped) ? fields.put(name(field), new Declared(at, field)) : null;
                if (below != null) {
                    problems.error(
                            below.field(),
                            below.type().getSimpleName() + "." + name(field),
                            "It hides the attribute of the same name in " + at.getSimpleName()
                                    + "; call it something else.");
                }
            }
        }
    }

    private static boolean isAttribute(VariableElement field, MappedClass mapped) {
        return !field.getModifiers().contains(Modifier.STATIC)
                && mapped.attributes().stream()
                        .anyMatch(attribute -> attribute.carrier().getKind() == ElementKind.FIELD
                                && attribute.name().equals(name(field)));
    }

    private static String name(VariableElement field) {
        return field.getSimpleName().toString();
    }
}
