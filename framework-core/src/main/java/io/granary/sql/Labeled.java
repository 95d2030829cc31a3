package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.SqlType;

/**
 * An expression under a name. In the list of a SELECT it is written with {@code AS}; in ORDER BY of the same SELECT by its name; elsewhere as the expression.
 *
 * @param <T> the Java class of its values
 * @param operand the expression
 * @param name its name
 */
public record Labeled<T>(Expression<T> operand, String name) implements Expression<T> {

    /** Checks that all is there. */
    public Labeled {
        requireNonNull(operand, "operand");
        requireNonNull(name, "name");
    }

    @Override
    public SqlType<T> type() {
        return operand.type();
    }

    @Override
    public int precedence() {
        return operand.precedence();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
