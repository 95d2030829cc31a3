package io.granary.sql;

import static java.util.Objects.requireNonNull;

/**
 * SQL's NULL with the Java type the parameter would otherwise have.
 *
 * <p>A plain {@code null} is enough where the database can tell the type from the statement. Where it cannot
 * ({@code select :x}, {@code coalesce(:a, :b)}), this says it.
 *
 * @param type the class a value would be of, for example {@code Integer.class}
 */
public record TypedNull(Class<?> type) {

    /** Refuses null. */
    public TypedNull {
        requireNonNull(type, "type");
    }

    /**
     * {@return NULL of a type}
     *
     * @param type the class a value would be of
     */
    public static TypedNull of(Class<?> type) {
        return new TypedNull(type);
    }
}
