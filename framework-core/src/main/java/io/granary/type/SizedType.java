package io.granary.type;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;

/**
 * Text or bytes of a greatest length.
 *
 * @param <T> the Java class of its values
 * @param kind what it is stored as
 * @param javaType the class of its values
 * @param length the most characters or bytes, at least 1
 */
public record SizedType<T>(SqlKind kind, Class<T> javaType, int length) implements SqlType<T> {

    /**
     * Checks the length.
     *
     * @throws ArgumentException when it is not positive
     */
    public SizedType {
        requireNonNull(kind, "kind");
        requireNonNull(javaType, "javaType");
        if (length < 1) {
            throw ArgumentException.of(
                    "A type of length " + length + " holds nothing.", "Give a length of at least 1.");
        }
    }
}
