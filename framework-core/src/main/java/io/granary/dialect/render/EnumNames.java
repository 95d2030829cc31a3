package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.type.EnumType;

/** Finds an enum's constants by their names. */
final class EnumNames {

    private EnumNames() {}

    static Enum<?> constant(EnumType<?> type, Object name) {
        for (Enum<?> constant : type.javaType().getEnumConstants()) {
            if (constant.name().equals(name.toString())) {
                return constant;
            }
        }
        throw ArgumentException.of(
                "The database holds \"" + name + "\", which is no constant of "
                        + type.javaType().getName() + ": " + String.join(", ", type.names()) + ".",
                "Add the constant, or correct what is stored.");
    }
}
