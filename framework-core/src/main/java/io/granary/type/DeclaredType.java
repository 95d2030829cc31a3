package io.granary.type;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;

/**
 * Values of a plain type in a column that is declared by another word for it, where the word makes a difference: a key that SQLite knows as {@code INT} is
 * not the row's own number, which one that it knows as {@code INTEGER} is.
 *
 * @param <T> the Java class of its values
 * @param name what the database calls it, as a column is declared
 * @param like what its values are
 */
public record DeclaredType<T>(String name, SqlType<T> like) implements SqlType<T> {

    /**
     * Checks that all is there.
     *
     * @throws ArgumentException when the values need more than a kind and a class
     */
    public DeclaredType {
        requireNonNull(name, "name");
        if (!(like instanceof BasicType)) {
            throw ArgumentException.of(
                    like + " says more of its values than their kind, which another name would lose.",
                    "Give a plain type, such as Types.INTEGER.");
        }
    }

    @Override
    public SqlKind kind() {
        return like.kind();
    }

    @Override
    public Class<T> javaType() {
        return like.javaType();
    }
}
