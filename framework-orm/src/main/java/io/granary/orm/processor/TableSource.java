package io.granary.orm.processor;

import io.granary.orm.Ref;
import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import jakarta.persistence.Embeddable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Writes the fields of an entity's table, one for each attribute, and a class for the columns of each embedded one. */
final class TableSource {

    private static final String STEP = "    ";

    private final Classes classes;
    private final ClassReader reader;
    private final Imports imports;
    private final MappedClass entity;
    private final PackageElement home;
    private final NestedNames nestedNames;
    private final List<String> nested = new ArrayList<>();

    TableSource(Classes classes, ClassReader reader, Imports imports, MappedClass entity, NestedNames nestedNames) {
        this.classes = classes;
        this.reader = reader;
        this.imports = imports;
        this.entity = entity;
        this.nestedNames = nestedNames;
        this.home = classes.packageOf(entity.type());
    }

    /** The fields, and the classes that some of them are of; with free names for the fields. */
    String members(FieldNames names) {
        String fields = fields(entity, "", STEP, names);
        return fields + String.join("", nested);
    }

    /** The names of the classes for embedded attributes, which are free of those of the compilation. */
    static NestedNames nestedNames(ClassReader reader, Classes classes, MappedClass mapped) {
        NestedNames names = new NestedNames();
        nestedNames(reader, classes, mapped, "", names);
        return names;
    }

    private static void nestedNames(
            ClassReader reader, Classes classes, MappedClass mapped, String prefix, NestedNames names) {
        for (Attribute attribute : mapped.attributes()) {
            embedded(classes, reader, mapped, attribute).ifPresent(inner -> {
                String path = prefix + attribute.name();
                names.add(path);
                nestedNames(reader, classes, inner, path + ".", names);
            });
        }
    }

    private String fields(MappedClass mapped, String path, String indent, FieldNames names) {
        StringBuilder fields = new StringBuilder();
        for (Attribute attribute : mapped.attributes()) {
            String field = names.free(attribute.name());
            Optional<MappedClass> inner = embedded(classes, reader, mapped, attribute);
            if (inner.isPresent()) {
                String type = nestedNames.of(path + attribute.name());
                fields.append(field(indent, attribute, type, field, "new " + type + "()"));
                nested.add(nested(inner.orElseThrow(), path + attribute.name() + ".", type));
            } else if (attribute.kind() == AttributeKind.BASIC) {
                fields.append(column(attribute, path, indent, field));
            } else if (path.isEmpty() && attribute.kind().isRelationship()) {
                fields.append(relationship(attribute, indent, field));
            }
        }
        return fields.toString();
    }

    private String nested(MappedClass embeddable, String path, String type) {
        String fields = fields(embeddable, path, STEP + STEP, new FieldNames());
        return """
                    /** The columns of the attribute {@code %s}. */
                    public final class %s {

                %s        private %s() {}
                    }

                """.formatted(path.substring(0, path.length() - 1), type, fields, type);
    }

    private String column(Attribute attribute, String path, String indent, String field) {
        TypeMirror type = classes.boxed(attribute.type());
        boolean nameable = classes.canBeNamed(type, home);
        String values = nameable ? imports.name(type) : "?";
        String raw = nameable ? imports.erased(type) : imports.name(Object.class);
        return field(
                indent,
                attribute,
                imports.name(Column.class) + "<" + values + ">",
                field,
                "typed(\"" + path + attribute.name() + "\", " + raw + ".class)");
    }

    private String relationship(Attribute attribute, String indent, String field) {
        TypeMirror type = attribute.type();
        TypeMirror held = classes.is(type, Ref.class)
                        && type instanceof DeclaredType ref
                        && !ref.getTypeArguments().isEmpty()
                ? ref.getTypeArguments().get(0)
                : type;
        String values = classes.canBeNamed(held, home) ? imports.name(held) : "?";
        return field(
                indent,
                attribute,
                imports.name(Relationship.class) + "<" + imports.name(entity.type()) + ", " + values + ">",
                field,
                "related(\"" + attribute.name() + "\")");
    }

    private static String field(String indent, Attribute attribute, String type, String name, String value) {
        return indent + "/** The attribute {@code " + attribute.name() + "}. */\n" + indent + "public final " + type
                + " " + name + " = " + value + ";\n\n";
    }

    /** The class of an embedded attribute; empty for others, and where there is none to be read. */
    private static Optional<MappedClass> embedded(
            Classes classes, ClassReader reader, MappedClass mapped, Attribute attribute) {
        if (attribute.kind() != AttributeKind.EMBEDDED) {
            return Optional.empty();
        }
        Optional<TypeElement> type =
                classes.element(attribute.type()).filter(found -> new Annotated(found).has(Embeddable.class));
        return type.map(found -> reader.read(found, mapped.byProperty()));
    }
}
