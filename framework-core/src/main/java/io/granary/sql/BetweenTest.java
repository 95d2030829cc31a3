package io.granary.sql;

/**
 * Whether something lies between two others, both included.
 *
 * @param operand what
 * @param low one end
 * @param high the other end
 * @param symmetric whether the ends may stand in either order
 * @param negated whether it must lie outside
 */
public record BetweenTest(
        Expression<?> operand, Expression<?> low, Expression<?> high, boolean symmetric, boolean negated)
        implements Condition {

    @Override
    public int precedence() {
        return Precedence.COMPARISON;
    }

    @Override
    public Condition not() {
        return new BetweenTest(operand, low, high, symmetric, !negated);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
