package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A number with the other sign.
 *
 * @param <T> the Java class of the number
 * @param operand the number
 */
public record Negative<T>(Expression<T> operand) implements Expression<T> {

    @Override
    public SqlType<T> type() {
        return operand.type();
    }

    @Override
    public int precedence() {
        return Precedence.PRODUCT;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
