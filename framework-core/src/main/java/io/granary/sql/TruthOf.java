package io.granary.sql;

/**
 * A boolean expression as a condition: itself where the database has booleans, compared with 1 where it has not.
 *
 * @param operand what has to be true
 */
public record TruthOf(Expression<Boolean> operand) implements Condition {

    static Condition of(Expression<Boolean> operand) {
        return operand instanceof Condition condition ? condition : new TruthOf(operand);
    }

    @Override
    public int precedence() {
        return Math.min(operand.precedence(), Precedence.COMPARISON); // MySQL compares it with 1
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
