package io.granary.orm.processor;

import io.granary.orm.mapping.ObjectAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the access to a class: how its objects are made, read and written by plain Java, and by handles of what is private. */
final class AccessSource {

    /** The class of the handles, which are constants: only then are they as fast as plain Java. */
    static final String HANDLES = "PrivateFields";

    private final Imports imports;
    private final Problems problems;
    private final MappedClass mapped;
    private final Reach reach;
    private final FieldNames handleNames = new FieldNames();
    private final List<String> handles = new ArrayList<>();

    AccessSource(Classes classes, Imports imports, Problems problems, MappedClass mapped) {
        this.imports = imports;
        this.problems = problems;
        this.mapped = mapped;
        this.reach = new Reach(classes, mapped);
        // A field would hide the classes that its handle is found by.
        handleNames.free(ObjectAccess.class.getSimpleName());
        handleNames.free(MethodHandles.class.getSimpleName());
    }

    /** The constant, and the class of its handles; empty for a record of which not all can be reached, for it is made of all or not at all. */
    String members() {
        List<String> calls = new ArrayList<>();
        List<String> components = new ArrayList<>();
        for (Attribute attribute : mapped.attributes()) {
            Optional<Reach.Way> found = reach.to(attribute);
            if (found.isEmpty()) {
                problems.note(
                        attribute,
                        "It is read and written by reflection, for code of its package can name neither it nor its type, or not call"
                                + " its getter and setter.");
                if (mapped.isRecord()) {
                    return "";
                }
                continue;
            }
            calls.add(call(attribute, found.orElseThrow()));
            components.add("(" + imports.name(attribute.type()) + ") v[" + components.size() + "]");
        }
        String type = imports.name(mapped.type());
        String access = imports.name(ObjectAccess.class);
        String making = mapped.isRecord()
                ? access + ".ofRecord(" + type + ".class, v -> new " + type + "(" + String.join(", ", components) + "))"
                : making(access, type);
        return """
                    /** How its objects are made, read and written without reflection. */
                    public static final %s<%s> ACCESS = %s%s;

                """.formatted(
                        access,
                        type,
                        making,
                        calls.stream().map(call -> "\n            " + call).collect(Collectors.joining()))
                + handles();
    }

    private String making(String access, String type) {
        if (mapped.type().getModifiers().contains(Modifier.ABSTRACT)) {
            return access + ".ofAbstract(" + type + ".class)";
        }
        return access + ".of(" + type + ".class, "
                + (reach.constructorIsSeen()
                        ? "() -> new " + type + "()"
                        : imports.name(MethodHandles.class) + ".lookup()")
                + ")";
    }

    private String handles() {
        return handles.isEmpty() ? "" : """
                    /** Where its private fields are, which no getter and no setter stands before. */
                    private static final class %s {

                %s
                        private %s() {}
                    }

                """.formatted(HANDLES, String.join("", handles), HANDLES);
    }

    private String call(Attribute attribute, Reach.Way way) {
        String name = "\"" + attribute.name() + "\"";
        String value = "(" + imports.name(attribute.type()) + ") v";
        if (way instanceof Reach.Seen) {
            String field = "o." + attribute.name();
            return ".with(" + name + ", o -> " + field + ", (o, v) -> " + field + " = " + value + ")";
        }
        if (way instanceof Reach.Called called) {
            return ".withProperty(" + name + ", o -> o." + called.getter() + "(), (o, v) -> o." + called.setter() + "(("
                    + imports.name(called.type()) + ") v))";
        }
        return byHandle(attribute, name, value, (Reach.Handled) way);
    }

    /** With the classes of the handle exactly, for others are converted at each call. */
    private String byHandle(Attribute attribute, String name, String value, Reach.Handled field) {
        String declaring = imports.name(field.declaring());
        String type = imports.name(field.type());
        String constant = handleNames.free(attribute.name());
        handles.add("        private static final " + imports.name(VarHandle.class) + " " + constant + " = "
                + imports.name(ObjectAccess.class) + ".field(" + imports.name(MethodHandles.class) + ".lookup(), "
                + declaring + ".class, " + name + ", " + type + ".class);\n");
        String handle = HANDLES + "." + constant;
        String reading = name + ", " + handle + ", o -> (" + type + ") " + handle + ".get((" + declaring + ") o)";
        return mapped.isRecord()
                ? ".withComponent(" + reading + ")"
                : ".with(" + reading + ", (o, v) -> " + handle + ".set((" + declaring + ") o, (" + type + ") " + value
                        + "))";
    }
}
