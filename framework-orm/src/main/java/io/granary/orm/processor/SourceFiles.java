package io.granary.orm.processor;

import io.granary.orm.EntityTable;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Writes the source that belongs to a mapped class: {@code User_} for {@code User}. */
final class SourceFiles {

    /** Warnings that users cannot mend, for they do not write this; what they wrote is warned of where it stands. */
    private static final String SUPPRESSED =
            "{\"cast\", \"deprecation\", \"exports\", \"rawtypes\", \"removal\", \"unchecked\", \"NullAway\"}";

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;
    private final Filer filer;
    private final Map<String, String> written = new HashMap<>();

    SourceFiles(Classes classes, ClassReader reader, Problems problems, Filer filer) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
        this.filer = filer;
    }

    /** That of an entity: its table, with its access. */
    void writeTable(MappedClass entity) throws IOException {
        String name = simpleName(entity.type());
        NestedNames nested = TableSource.nestedNames(reader, classes, entity);
        Set<String> taken = new HashSet<>(nested.all());
        taken.add(name);
        taken.add(AccessSource.HANDLES);
        ElementFilter.typesIn(classes.elements()
                        .getAllMembers(classes.elements().getTypeElement(EntityTable.class.getName())))
                .forEach(inherited -> taken.add(inherited.getSimpleName().toString()));
        Imports imports = new Imports(classes, classes.packageOf(entity.type()), taken);
        String type = imports.name(entity.type());
        String access = new AccessSource(classes, imports, problems, entity).members();
        FieldNames names = FieldNames.ofTable(classes);
        String members = new TableSource(classes, reader, imports, entity, nested).members(names);
        String constant = names.constant(entity.type());
        String body = """
                /** The table of {@code %s}. */
                %spublic final class %s extends %s<%s> {

                %s    /** The one table of its class. */
                    public static final %s %s = new %s();

                %s    private %s() {
                        super(%s.class);
                    }
                }
                """.formatted(
                        type,
                        marks(imports, entity.type()),
                        name,
                        imports.name(EntityTable.class),
                        type,
                        access,
                        name,
                        constant,
                        name,
                        members,
                        name,
                        type);
        write(entity.type(), name, imports, body);
    }

    /** That of an embeddable class, or of a key's: its access only. */
    void writeAccess(MappedClass mapped) throws IOException {
        String name = simpleName(mapped.type());
        Imports imports = new Imports(classes, classes.packageOf(mapped.type()), Set.of(name, AccessSource.HANDLES));
        String access = new AccessSource(classes, imports, problems, mapped).members();
        String body = """
                /** Access to {@code %s}. */
                %spublic final class %s {

                %s    private %s() {}
                }
                """.formatted(imports.name(mapped.type()), marks(imports, mapped.type()), name, access, name);
        write(mapped.type(), name, imports, body);
    }

    private void write(TypeElement type, String name, Imports imports, String body) throws IOException {
        PackageElement home = classes.packageOf(type);
        String qualified = home.isUnnamed() ? name : home.getQualifiedName() + "." + name;
        String other = written.putIfAbsent(qualified, type.getQualifiedName().toString());
        if (other != null) {
            problems.error(
                    type,
                    type.getSimpleName().toString(),
                    "What is written for it would be called " + qualified + ", as what is written for " + other
                            + " is; call one of them something else.");
            return;
        }
        String head = home.isUnnamed() ? "" : "package " + home.getQualifiedName() + ";\n\n";
        String lines = imports.lines();
        try (Writer writer = filer.createSourceFile(qualified, type).openWriter()) {
            writer.write(head + lines + (lines.isEmpty() ? "" : "\n") + body);
        }
    }

    /** The annotations; that of generated sources where the module of the class reads the one that it is of. */
    private String marks(Imports imports, TypeElement type) {
        TypeElement generated = classes.elements()
                .getTypeElement(classes.elements().getModuleOf(type), "javax.annotation.processing.Generated");
        return (generated == null
                        ? ""
                        : "@" + imports.name(generated) + "(\"" + EntityProcessor.class.getName() + "\")\n")
                + "@SuppressWarnings(" + SUPPRESSED + ")\n";
    }

    /** As {@code Accesses.generatedName} has it at run time, without its package. */
    private String simpleName(TypeElement type) {
        String binary = classes.binaryName(type);
        return binary.substring(binary.lastIndexOf('.') + 1).replace('$', '_') + "_";
    }
}
