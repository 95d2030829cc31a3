package io.granary.sql;

/**
 * That something does not hold.
 *
 * @param operand what
 */
public record Negation(Expression<Boolean> operand) implements Condition {

    @Override
    public int precedence() {
        return Precedence.COMPARISON;
    }

    @Override
    public Condition not() {
        return TruthOf.of(operand);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
