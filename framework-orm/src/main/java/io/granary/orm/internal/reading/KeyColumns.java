package io.granary.orm.internal.reading;

import io.granary.orm.mapping.AttributeAccess;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of a class's key, as others refer to them; found without reading the rest of the class, which may refer back. */
final class KeyColumns {

    private static final AttributeAccess<Object> NONE = new AttributeAccess<>(object -> null, (object, value) -> {});

    private KeyColumns() {}

    /** The columns; none where the key is made of itself. */
    static List<ColumnDefinition> of(Class<?> target) {
        return isCircular(target) ? List.of() : acyclic(target);
    }

    private static List<ColumnDefinition> acyclic(Class<?> target) {
        // What is wrong with that class is said where it is read itself.
        Faults unsaid = new Faults();
        ColumnReader reader = new ColumnReader(unsaid);
        Place top = Place.top(target);
        for (Member member : ids(target)) {
            switch (AttributeKind.of(member)) {
                case BASIC -> reader.basic(member, NONE, top);
                case EMBEDDED -> reader.embedded(member, NONE, top);
                case TO_ONE -> References.of(member, unsaid).forEach(joined -> reader.add(joined.column()));
                case TO_MANY -> {}
            }
        }
        return List.copyOf(reader.columns());
    }

    static List<String> namesOf(Class<?> target) {
        return of(target).stream().map(ColumnDefinition::name).toList();
    }

    /** Whether following the relationships of a key leads back to a class that was there before. */
    static boolean isCircular(Class<?> type) {
        return isCircular(type, Set.of());
    }

    private static boolean isCircular(Class<?> type, Set<Class<?>> before) {
        if (before.contains(type)) {
            return true;
        }
        Set<Class<?>> path = new HashSet<>(before);
        path.add(type);
        return type.isAnnotationPresent(Entity.class)
                && ids(type).stream()
                        .filter(member -> AttributeKind.of(member) == AttributeKind.TO_ONE)
                        .anyMatch(member -> isCircular(References.target(member), path));
    }

    private static List<Member> ids(Class<?> type) {
        return Members.of(type).stream()
                .filter(member -> member.has(Id.class) || member.has(EmbeddedId.class))
                .toList();
    }
}
