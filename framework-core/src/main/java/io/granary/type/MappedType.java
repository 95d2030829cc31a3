package io.granary.type;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * Java values of one class, stored as another type has it; made by {@link SqlType#mapped}.
 *
 * @param <U> the Java class of its values
 * @param <T> the Java class of what is stored
 * @param stored what is stored
 * @param javaType the class of its values
 * @param toStored makes of a value what is stored; never given null
 * @param fromStored makes of what was stored a value; never given null
 */
public record MappedType<U, T>(SqlType<T> stored, Class<U> javaType, Function<U, T> toStored, Function<T, U> fromStored)
        implements SqlType<U> {

    /** Checks that all is there. */
    public MappedType {
        requireNonNull(stored, "stored");
        requireNonNull(javaType, "javaType");
        requireNonNull(toStored, "toStored");
        requireNonNull(fromStored, "fromStored");
    }

    @Override
    public SqlKind kind() {
        return stored.kind();
    }
}
