package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Values between objects and row images, those of embedded objects included. */
final class RowImages {

    private RowImages() {}

    static void read(List<MappedAttribute> attributes, @Nullable Object object, @Nullable Object[] image) {
        for (MappedAttribute attribute : attributes) {
            if (attribute instanceof MappedAttribute.Basic basic) {
                image[basic.slot()] = object == null ? null : basic.access().get(object);
            } else if (attribute instanceof MappedAttribute.Embedded embedded) {
                read(
                        embedded.attributes(),
                        object == null ? null : embedded.access().get(object),
                        image);
            }
        }
    }

    static void write(List<MappedAttribute> attributes, Object object, @Nullable Object[] image, BitSet slots) {
        for (MappedAttribute attribute : attributes) {
            if (attribute instanceof MappedAttribute.Basic basic) {
                if (slots.get(basic.slot())) {
                    basic.access().set(object, value(basic, image));
                }
            } else if (attribute instanceof MappedAttribute.Embedded embedded
                    && anySlot(embedded.attributes(), slots::get)) {
                embedded.access().set(object, embedded(embedded, completed(embedded, object, image, slots)));
            }
        }
    }

    /** The image, with what the object has now where nothing is to be written. */
    private static @Nullable Object[] completed(
            MappedAttribute.Embedded embedded, Object object, @Nullable Object[] image, BitSet slots) {
        if (!anySlot(embedded.attributes(), slot -> !slots.get(slot))) {
            return image;
        }
        @Nullable Object[] now = image.clone();
        read(List.of(embedded), object, now);
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            now[slot] = image[slot];
        }
        return now;
    }

    /** The values of a record's components. */
    static @Nullable Object[] components(List<MappedAttribute> attributes, @Nullable Object[] image) {
        @Nullable Object[] values = new @Nullable Object[attributes.size()];
        for (int i = 0; i < values.length; i++) {
            MappedAttribute attribute = attributes.get(i);
            if (attribute instanceof MappedAttribute.Basic basic) {
                values[i] = value(basic, image);
            } else if (attribute instanceof MappedAttribute.Embedded embedded) {
                values[i] = embedded(embedded, image);
            }
        }
        return values;
    }

    /** An embedded object; none where all its columns are NULL, for then there was none. */
    private static @Nullable Object embedded(MappedAttribute.Embedded embedded, @Nullable Object[] image) {
        if (!anySlot(embedded.attributes(), slot -> image[slot] != null)) {
            return null;
        }
        if (embedded.embeddable().byConstructor()) {
            return embedded.embeddable().create(components(embedded.attributes(), image));
        }
        Object made = embedded.embeddable().create(image);
        BitSet all = new BitSet();
        all.set(0, image.length);
        write(embedded.attributes(), made, image, all);
        return made;
    }

    private static boolean anySlot(List<MappedAttribute> attributes, IntPredicate test) {
        for (MappedAttribute attribute : attributes) {
            boolean found = attribute instanceof MappedAttribute.Basic basic
                    ? test.test(basic.slot())
                    : attribute instanceof MappedAttribute.Embedded embedded && anySlot(embedded.attributes(), test);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Object value(MappedAttribute.Basic basic, @Nullable Object[] image) {
        Object value = image[basic.slot()];
        if (value == null && basic.type().isPrimitive()) {
            throw InvalidRequestException.of(
                    "The column of attribute \"" + basic.name() + "\" is NULL, which its class "
                            + basic.type().getName() + " cannot be.",
                    "Give the attribute a class that can be null, or the column a value.");
        }
        return value;
    }
}
