package io.granary.type;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Several values of one type in order, where the database has arrays. Elements may be null.
 *
 * @param <E> the Java class of the elements
 * @param element what each element is
 */
public record ArrayType<E>(SqlType<E> element) implements SqlType<List<E>> {

    /** Checks that the type is there. */
    public ArrayType {
        requireNonNull(element, "element");
    }

    @Override
    public SqlKind kind() {
        return SqlKind.ARRAY;
    }

    @Override
    @SuppressWarnings("unchecked") // a class says nothing about what a list holds
    public Class<List<E>> javaType() {
        return (Class<List<E>>) (Class<?>) List.class;
    }
}
