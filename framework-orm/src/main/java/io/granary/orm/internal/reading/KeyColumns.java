package io.granary.orm.internal.reading;

import io.granary.orm.mapping.AttributeAccess;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Id;
import java.util.List;

/** The columns of a class's key, as others refer to them; found without reading the rest of the class, which may refer back. */
final class KeyColumns {

    private static final AttributeAccess<Object> NONE = new AttributeAccess<>(object -> null, (object, value) -> {});

    private KeyColumns() {}

    static List<ColumnDefinition> of(Class<?> target) {
        // What is wrong with that class is said where it is read itself.
        Faults unsaid = new Faults();
        ColumnReader reader = new ColumnReader(unsaid);
        for (Member member : Members.of(target)) {
            if (!member.has(Id.class) && !member.has(EmbeddedId.class)) {
                continue;
            }
            switch (MemberKind.of(member)) {
                case BASIC -> reader.basic(member, NONE, ColumnReader.Place.TOP);
                case EMBEDDED -> reader.embedded(member, NONE, ColumnReader.Place.TOP);
                case TO_ONE -> References.of(member, unsaid).forEach(reader::add);
                case TO_MANY -> {}
            }
        }
        return List.copyOf(reader.columns());
    }
}
