package io.granary.type;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of an enum's constants, stored by its name.
 *
 * @param <E> the enum
 * @param javaType the enum's class
 * @param typeName the name of the database's own enum type, where it has such and the values shall be of it; else null, and they are text
 */
public record EnumType<E extends Enum<E>>(
        Class<E> javaType, @Nullable String typeName) implements SqlType<E> {

    /** Checks that the class is there. */
    public EnumType {
        requireNonNull(javaType, "javaType");
    }

    @Override
    public SqlKind kind() {
        return SqlKind.ENUM;
    }

    /** {@return the name of the database's own type; empty where values are stored as text} */
    public Optional<String> nativeName() {
        return Optional.ofNullable(typeName);
    }

    /** {@return the names that may be stored, in the constants' order} */
    public List<String> names() {
        return Arrays.stream(javaType.getEnumConstants()).map(Enum::name).toList();
    }

    /** {@return how many characters the longest name has} */
    public int length() {
        return names().stream().mapToInt(String::length).max().orElse(1);
    }
}
