package io.granary.sql;

import org.jspecify.annotations.Nullable;

/**
 * Whether a text matches a pattern.
 *
 * @param operand the text
 * @param pattern the pattern
 * @param escape the character before a wildcard that stands for itself; null for none at all
 * @param ignoreCase whether letter case does not matter
 * @param negated whether it must not match
 */
public record LikeTest(
        Expression<?> operand,
        Expression<?> pattern,
        @Nullable Character escape,
        boolean ignoreCase,
        boolean negated) implements Condition {

    static LikeTest of(Expression<?> operand, Expression<?> pattern) {
        return new LikeTest(operand, pattern, null, false, false);
    }

    LikeTest escapedBy(char character) {
        return new LikeTest(operand, pattern, character, ignoreCase, negated);
    }

    LikeTest ignoringCase() {
        return new LikeTest(operand, pattern, escape, true, negated);
    }

    @Override
    public int precedence() {
        return Precedence.COMPARISON;
    }

    @Override
    public Condition not() {
        return new LikeTest(operand, pattern, escape, ignoreCase, !negated);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
