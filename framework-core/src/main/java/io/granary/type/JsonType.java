package io.granary.type;

import static java.util.Objects.requireNonNull;

/**
 * A JSON document, read and written by Jackson.
 *
 * <p>SQL NULL is null; the JSON document {@code null} is a {@code NullNode} where the class is {@code JsonNode}, and cannot be told from it
 * otherwise.
 *
 * @param <T> the Java class of its values
 * @param javaType {@code JsonNode}, or any class that Jackson can read and write
 */
public record JsonType<T>(Class<T> javaType) implements SqlType<T> {

    /** Checks that the class is there. */
    public JsonType {
        requireNonNull(javaType, "javaType");
    }

    @Override
    public SqlKind kind() {
        return SqlKind.JSON;
    }
}
