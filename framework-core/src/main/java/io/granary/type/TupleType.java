package io.granary.type;

import java.util.List;

/**
 * Several values taken together, each of its own type; no column is of it.
 *
 * @param parts the types of the values, in their order
 */
public record TupleType(List<SqlType<?>> parts) implements SqlType<List<?>> {

    /** Copies the list. */
    public TupleType {
        parts = List.copyOf(parts);
    }

    @Override
    public SqlKind kind() {
        return SqlKind.UNKNOWN;
    }

    @Override
    @SuppressWarnings("unchecked") // a class says nothing of what a list holds
    public Class<List<?>> javaType() {
        return (Class<List<?>>) (Class<?>) List.class;
    }
}
