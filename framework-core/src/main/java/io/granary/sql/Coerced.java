package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A value taken for one of another type on the way to Java and back.
 *
 * @param <T> the Java class of what it is taken for
 * @param operand what is taken
 * @param type for what
 */
public record Coerced<T>(Expression<?> operand, SqlType<T> type) implements Expression<T> {

    @Override
    public int precedence() {
        return operand.precedence();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
