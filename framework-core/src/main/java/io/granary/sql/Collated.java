package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A text under a collation.
 *
 * @param <T> the Java class of the text
 * @param operand the text
 * @param collation the database's name for it, quoted where it must be
 */
public record Collated<T>(Expression<T> operand, String collation) implements Expression<T> {

    @Override
    public SqlType<T> type() {
        return operand.type();
    }

    @Override
    public int precedence() {
        return Precedence.COLLATE;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
