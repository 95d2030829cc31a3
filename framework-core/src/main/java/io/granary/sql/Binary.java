package io.granary.sql;

import io.granary.type.SqlType;

/**
 * Two operands joined by an operator.
 *
 * @param <T> the Java class of what it gives
 * @param left one
 * @param operator how
 * @param right the other
 * @param type what it gives
 */
public record Binary<T>(Expression<?> left, Operator operator, Expression<?> right, SqlType<T> type)
        implements Expression<T> {

    /** Operators on bits bind to what is around them no tighter than those on text, with which PostgreSQL ranks them. */
    @Override
    public int precedence() {
        return switch (operator) {
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> Precedence.OTHER;
            default -> operator.precedence();
        };
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
