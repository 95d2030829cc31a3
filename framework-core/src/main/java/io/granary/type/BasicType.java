package io.granary.type;

import static java.util.Objects.requireNonNull;

/**
 * A type that needs no further words.
 *
 * @param <T> the Java class of its values
 * @param kind what it is stored as
 * @param javaType the class of its values
 */
public record BasicType<T>(SqlKind kind, Class<T> javaType) implements SqlType<T> {

    /** Checks that all is there. */
    public BasicType {
        requireNonNull(kind, "kind");
        requireNonNull(javaType, "javaType");
    }
}
