package io.granary.type;

import static java.util.Objects.requireNonNull;

/**
 * A type that a database has and that is none of ours: its values are given as the driver decodes them.
 *
 * @param name what the database calls it, as a column is declared
 */
public record OtherType(String name) implements SqlType<Object> {

    /** Checks that the name is there. */
    public OtherType {
        requireNonNull(name, "name");
    }

    @Override
    public SqlKind kind() {
        return SqlKind.UNKNOWN;
    }

    @Override
    public Class<Object> javaType() {
        return Object.class;
    }
}
