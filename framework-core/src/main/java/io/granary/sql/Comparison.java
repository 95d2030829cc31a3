package io.granary.sql;

import static java.util.Objects.requireNonNull;

/**
 * Two operands compared.
 *
 * @param left one
 * @param operator how
 * @param right the other
 */
public record Comparison(Expression<?> left, Operator operator, Expression<?> right) implements Condition {

    /** Checks that all is there. */
    public Comparison {
        requireNonNull(left, "left");
        requireNonNull(operator, "operator");
        requireNonNull(right, "right");
    }

    @Override
    public int precedence() {
        return operator.precedence();
    }

    @Override
    public Condition not() {
        return operator.negation()
                .<Condition>map(opposite -> new Comparison(left, opposite, right))
                .orElseGet(() -> new Negation(this));
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
