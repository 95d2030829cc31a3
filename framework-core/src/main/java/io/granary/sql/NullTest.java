package io.granary.sql;

/**
 * Whether something is NULL.
 *
 * @param operand what
 * @param negated whether it must not be
 */
public record NullTest(Expression<?> operand, boolean negated) implements Condition {

    @Override
    public int precedence() {
        return Precedence.COMPARISON;
    }

    @Override
    public Condition not() {
        return new NullTest(operand, !negated);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
