package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.SqlType;

/**
 * Two operands joined by an operator that the user spelt.
 *
 * @param <T> the Java class of what it gives
 * @param left one
 * @param operator its spelling, trusted
 * @param right the other
 * @param type what it gives
 */
public record CustomOperation<T>(Expression<?> left, String operator, Expression<?> right, SqlType<T> type)
        implements Expression<T> {

    /** Checks that all is there. */
    public CustomOperation {
        requireNonNull(left, "left");
        requireNonNull(operator, "operator");
        requireNonNull(right, "right");
        requireNonNull(type, "type");
    }

    @Override
    public int precedence() {
        return Precedence.LOWEST;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
