package io.granary.orm.internal.reading;

import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.ObjectAccess;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the key of an entity has to keep to. */
final class KeyRules {

    private KeyRules() {}

    /** The class of a composite key; notes what is wrong with it and with the key. */
    static Optional<ObjectAccess<Object>> keyClass(
            Class<?> entity, List<Member> members, int columns, KeyGeneration generation, Faults faults) {
        String place = entity.getSimpleName();
        List<Member> ids =
                members.stream().filter(member -> member.has(Id.class)).toList();
        List<Member> embedded =
                members.stream().filter(member -> member.has(EmbeddedId.class)).toList();
        Optional<IdClass> said = said(entity);
        if (ids.isEmpty() && embedded.isEmpty()) {
            faults.add(place, "It has no key; mark an attribute with @Id.");
        } else if (KeyColumns.isCircular(entity)) {
            faults.add(
                    place,
                    "Its key is made of the keys of others, and one of those of its own; take @Id from one of the relationships.");
        }
        if (embedded.size() > 1 || (!embedded.isEmpty() && (!ids.isEmpty() || said.isPresent()))) {
            faults.add(
                    place,
                    "An @EmbeddedId is all of a key, and here is another @EmbeddedId, an @Id or an @IdClass; keep one.");
        }
        if (columns > 1 && !(generation instanceof KeyGeneration.Assigned)) {
            faults.add(
                    place,
                    "Its key has " + columns
                            + " columns, and only keys of one are generated; give the values in the program.");
        }
        if (said.isPresent()) {
            return idClass(said.orElseThrow().value(), ids, place, faults);
        }
        if (ids.size() > 1) {
            faults.add(
                    place,
                    "It has " + ids.size()
                            + " attributes marked with @Id and no @IdClass; give it one, with attributes of the same names.");
        }
        // What is wrong with its class was said as it was read as an attribute.
        boolean properties = Members.byProperty(entity);
        return embedded.stream()
                .findFirst()
                .map(member -> access(member.type(), Members.of(member.type(), properties), new Faults()));
    }

    /** The nearest one of the class and those above it. */
    private static Optional<IdClass> said(Class<?> entity) {
        return Members.lineage(entity).stream()
                .flatMap(at -> Stream.ofNullable(at.getDeclaredAnnotation(IdClass.class)))
                .reduce((above, below) -> below);
    }

    private static Optional<ObjectAccess<Object>> idClass(
            Class<?> type, List<Member> ids, String place, Faults faults) {
        TreeMap<String, Class<?>> parts = new TreeMap<>();
        TreeMap<String, Class<?>> own = new TreeMap<>();
        members(type).forEach(part -> parts.put(part.name(), ColumnTypes.boxed(part.type())));
        ids.forEach(id -> own.put(id.name(), keyOf(id)));
        if (!parts.keySet().equals(own.keySet())) {
            faults.add(
                    place,
                    "Its attributes marked with @Id are " + own.keySet() + ", and those of " + type.getSimpleName()
                            + " are " + parts.keySet() + "; give both the same.");
            return Optional.empty();
        }
        own.forEach((name, of) -> {
            Class<?> part = parts.getOrDefault(name, of);
            if (part != of) {
                faults.add(
                        place,
                        "Its key's attribute " + name + " is of " + of.getName() + ", and that of "
                                + type.getSimpleName() + " of "
                                + part.getName() + "; give both one class.");
            }
        });
        return Optional.of(access(type, members(type), faults));
    }

    /** What the class of a key holds for an attribute: for a relationship, the key of the other class. */
    private static Class<?> keyOf(Member id) {
        if (AttributeKind.of(id) != AttributeKind.TO_ONE) {
            return ColumnTypes.boxed(id.type());
        }
        Class<?> target = References.target(id);
        if (!target.isAnnotationPresent(Entity.class) || KeyColumns.isCircular(target)) {
            return target;
        }
        Optional<IdClass> said = said(target);
        return said.isPresent()
                ? said.orElseThrow().value()
                : Members.of(target).stream()
                        .filter(member -> member.has(Id.class) || member.has(EmbeddedId.class))
                        .findFirst()
                        .<Class<?>>map(KeyRules::keyOf)
                        .orElse(target);
    }

    /** Classes of @IdClass are read at their fields, for they have no annotations that would say otherwise. */
    private static List<Member> members(Class<?> type) {
        return Members.of(type, false);
    }

    private static ObjectAccess<Object> access(Class<?> type, List<Member> members, Faults faults) {
        return Accesses.of(type, members, faults);
    }
}
