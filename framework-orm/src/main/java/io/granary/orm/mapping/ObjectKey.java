package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import io.granary.orm.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key of an object as the object has it, in no session or in any. */
final class ObjectKey {

    private ObjectKey() {}

    /** The values in the key's order. */
    static List<Object> of(EntityMapping<?> mapping, Object object) {
        List<Object> values = new ArrayList<>();
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        RowImages.read(mapping.attributes(), object, image);
        for (MappedColumn column : mapping.key()) {
            @Nullable Object value = column.reference() ? referred(mapping, column, object) : image[column.slot()];
            if (value == null || !isSet(mapping, column.slot(), value)) {
                throw InvalidRequestException.of(
                        "An object of " + mapping + " stands in a condition and has no key yet: its " + column.path()
                                + (value == null ? " is null." : " is " + value + "."),
                        "Flush its session first" + (column.reference() ? ", or load what it refers to." : "."));
            }
            values.add(value);
        }
        return values;
    }

    /** Whether somebody gave a value; zero is none where the program does not give keys and the attribute is primitive. */
    static boolean isSet(EntityMapping<?> mapping, int slot, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (mapping.generation() instanceof KeyGeneration.Assigned || !(value instanceof Number number)) {
            return true;
        }
        return !mapping.isPrimitive(slot) || number.longValue() != 0;
    }

    /** What the key of another object is, where that is part of this one's. */
    private static @Nullable Object referred(EntityMapping<?> mapping, MappedColumn column, Object object) {
        Relationship<?, ?> relationship = mapping.relationship(column.path()).orElseThrow();
        Object other = relationship.get(object);
        if (other instanceof Ref<?> ref) {
            Optional<?> found = ref.find();
            other = found.isPresent() ? found.orElseThrow() : null;
        }
        if (other == null) {
            return null;
        }
        EntityMapping<?> target = relationship.targetTable().mapping();
        List<Object> key = of(target, other);
        String name = relationship.terms().references().stream()
                .filter(reference -> reference.slot() == column.slot())
                .findFirst()
                .orElseThrow()
                .targetColumn();
        for (int i = 0; i < key.size(); i++) {
            if (target.key().get(i).column().name().equals(name)) {
                return key.get(i);
            }
        }
        throw new IllegalStateException(name + " is not of the key of " + target);
    }
}
