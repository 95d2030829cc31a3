package io.granary.orm.mapping;

import java.util.BitSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A method of a class that refuses values of one of its attributes.
 *
 * @param attribute whose values
 * @param method its class and name, for what is said of it
 * @param call calls it for an object and a value; throws what the method throws
 */
public record Validator(MappedAttribute attribute, String method, BiConsumer<Object, @Nullable Object> call) {

    /** {@return the places in a row image that the attribute is in; none of a relationship; a copy} */
    public BitSet slots() {
        BitSet slots = new BitSet();
        add(attribute, slots);
        return slots;
    }

    private static void add(MappedAttribute attribute, BitSet slots) {
        if (attribute instanceof MappedAttribute.Basic basic) {
            slots.set(basic.slot());
        } else if (attribute instanceof MappedAttribute.Embedded embedded) {
            embedded.attributes().forEach(inner -> add(inner, slots));
        }
    }
}
