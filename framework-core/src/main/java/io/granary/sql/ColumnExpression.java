package io.granary.sql;

import java.util.Optional;

/**
 * A column of something that can stand in FROM.
 *
 * @param <T> the Java class of its values
 */
public non-sealed interface ColumnExpression<T> extends Expression<T> {

    /** {@return its name in the database} */
    String name();

    /** {@return its name in Java code, by which values are given; the same as {@link #name()} unless it was given another} */
    default String key() {
        return name();
    }

    /** {@return what it is a column of; empty for one that belongs to nothing} */
    Optional<FromElement> from();

    /**
     * {@return what stands in its place wherever it is read, for a column that the database does not have; empty for all others}
     *
     * <p>It is the same object each time, so that values within it have one place in a statement.
     */
    default Optional<Expression<T>> readAs() {
        return Optional.empty();
    }

    @Override
    default <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
