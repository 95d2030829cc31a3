package io.granary.orm.processor;

import io.granary.orm.mapping.ObjectAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the access to a class: how its objects are made, read and written by plain Java. */
final class AccessSource {

    private final Imports imports;
    private final Problems problems;
    private final MappedClass mapped;
    private final Reach reach;

    AccessSource(Classes classes, Imports imports, Problems problems, MappedClass mapped) {
        this.imports = imports;
        this.problems = problems;
        this.mapped = mapped;
        this.reach = new Reach(classes, mapped);
    }

    /** The constant; empty for a record of which not all can be reached, for it is made of all or not at all. */
    String constant() {
        List<String> calls = new ArrayList<>();
        List<String> components = new ArrayList<>();
        for (Attribute attribute : mapped.attributes()) {
            Optional<Reach.Way> found = reach.to(attribute);
            if (found.isEmpty()) {
                problems.note(
                        attribute,
                        "It is read and written by reflection, for code of its package reaches neither it nor a getter and a setter of it.");
                if (mapped.isRecord()) {
                    return "";
                }
                continue;
            }
            Reach.Way way = found.orElseThrow();
            calls.add(call(attribute, way));
            components.add("(" + imports.name(way.type()) + ") v[" + components.size() + "]");
        }
        String type = imports.name(mapped.type());
        String access = imports.name(ObjectAccess.class);
        String making = mapped.isRecord()
                ? access + ".ofRecord(" + type + ".class, v -> new " + type + "(" + String.join(", ", components) + "))"
                : mapped.type().getModifiers().contains(Modifier.ABSTRACT)
                        ? access + ".ofAbstract(" + type + ".class)"
                        : access + ".of(" + type + ".class, () -> new " + type + "())";
        return """
                    /** How its objects are made, read and written without reflection. */
                    public static final %s<%s> ACCESS = %s%s;

                """.formatted(
                        access,
                        type,
                        making,
                        calls.stream().map(call -> "\n            " + call).collect(Collectors.joining()));
    }

    private String call(Attribute attribute, Reach.Way way) {
        return mapped.isRecord()
                ? ".withComponent(\"" + attribute.name() + "\", o -> " + way.getter() + ")"
                : ".with(\"" + attribute.name() + "\", o -> " + way.getter() + ", (o, v) -> o." + way.target() + "("
                        + imports.name(way.type()) + ") v" + way.end() + ")";
    }
}
