package io.granary.orm.processor;

import io.granary.orm.EntityTable;
import io.granary.orm.internal.reading.Names;
import io.granary.orm.mapping.ObjectAccess;
import java.lang.invoke.MethodHandles;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** The names of the fields of one class that is written: an underscore is added to what is taken. */
final class FieldNames {

    private final Set<String> taken = new HashSet<>();

    /** For a class that inherits nothing. */
    FieldNames() {}

    /** For a table, which has fields already: fields must not hide those, nor the classes that its access is made with. */
    static FieldNames ofTable(Classes classes) {
        FieldNames names = new FieldNames();
        TypeElement table = classes.elements().getTypeElement(EntityTable.class.getName());
        ElementFilter.fieldsIn(classes.elements().getAllMembers(table))
                .forEach(field -> names.taken.add(field.getSimpleName().toString()));
        names.taken.add("ACCESS");
        names.taken.add(ObjectAccess.class.getSimpleName());
        names.taken.add(MethodHandles.class.getSimpleName());
        names.taken.add(AccessSource.HANDLES);
        return names;
    }

    String free(String wished) {
        String name = SourceVersion.isKeyword(wished) ? wished + "_" : wished;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** The name of a constant that is called like a class. */
    String constant(TypeElement type) {
        return free(Names.inDatabase(type.getSimpleName().toString()).toUpperCase(Locale.ROOT));
    }
}
