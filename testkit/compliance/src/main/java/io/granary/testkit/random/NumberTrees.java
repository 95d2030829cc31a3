package io.granary.testkit.random;

import io.granary.sql.Binary;
import io.granary.sql.Expression;
import io.granary.sql.Functions;
import io.granary.sql.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Grows calculations.
 *
 * @param <T> the Java class of the numbers
 */
final class NumberTrees<T extends Number & Comparable<T>> extends Trees<T> {

    private final NumberKind<T> kind;

    NumberTrees(Forest forest, NumberKind<T> kind, List<Term<T>> columns) {
        super(forest, kind.type(), columns);
        this.kind = kind;
    }

    @Override
    T sample() {
        return kind.number(kind.sample(dice));
    }

    @Override
    Term<T> branch(int size) {
        return switch (dice.below(12)) {
            case 0 -> one(grow(size), Expression::neg, BigDecimal::negate);
            case 1 -> one(grow(size), Functions::abs, BigDecimal::abs);
            case 2 -> kind.other(this, size);
            case 3 -> divided(grow(size));
            case 4 -> users(size);
            case 5, 6 -> withValue(grow(size));
            default -> calculated(size);
        };
    }

    /** Two trees and an operator. */
    private Term<T> calculated(int size) {
        int share = share(size);
        Term<T> left = grow(share);
        Term<T> right = grow(size - share);
        return switch (dice.below(3)) {
            case 0 -> two(left.expression().add(right.expression()), left, right, BigDecimal::add);
            case 1 -> two(left.expression().sub(right.expression()), left, right, BigDecimal::subtract);
            default -> two(left.expression().mul(right.expression()), left, right, BigDecimal::multiply);
        };
    }

    /** A tree, an operator and a value. */
    private Term<T> withValue(Term<T> left) {
        T value = sample();
        Term<T> right = constant(value);
        return switch (dice.below(3)) {
            case 0 -> two(left.expression().add(value), left, right, BigDecimal::add);
            case 1 -> two(left.expression().sub(value), left, right, BigDecimal::subtract);
            default -> two(left.expression().mul(value), left, right, BigDecimal::multiply);
        };
    }

    /** What the rest is of; and the quotient, where all databases agree about it. */
    private Term<T> divided(Term<T> left) {
        T value = kind.number(kind.divisor(dice));
        Term<T> right = constant(value);
        boolean rest = dice.onceIn(2) || !(kind.dividesExactly() || forest.habits.divisionCutsOff());
        return rest
                ? two(left.expression().mod(value), left, right, kind::rest)
                : two(left.expression().div(value), left, right, kind::quotient);
    }

    /** By an operator that is not known to be one of numbers. */
    private Term<T> users(int size) {
        int share = share(size);
        Term<T> left = grow(share);
        Term<T> right = grow(size - share);
        return switch (dice.below(3)) {
            case 0 -> two(users(left, "+", right), left, right, BigDecimal::add);
            case 1 -> two(users(left, "-", right), left, right, BigDecimal::subtract);
            default -> two(users(left, "*", right), left, right, BigDecimal::multiply);
        };
    }

    private Expression<T> users(Term<T> left, String operator, Term<T> right) {
        return left.expression().op(operator, right.expression(), type());
    }

    Term<T> one(Term<T> of, UnaryOperator<Expression<T>> expression, UnaryOperator<BigDecimal> meaning) {
        return Term.of(
                expression.apply(of.expression()),
                of,
                a -> a == null ? null : kind.number(meaning.apply(kind.exact(a))));
    }

    private Term<T> two(Expression<T> expression, Term<T> left, Term<T> right, BinaryOperator<BigDecimal> meaning) {
        Term<T> whole = Term.of(expression, left, right, (a, b) -> result(a, b, meaning));
        if (expression instanceof Binary<?> binary && binary.operator().associative()) {
            inOneChain(whole, binary.operator(), meaning);
        }
        return whole;
    }

    private @Nullable T result(@Nullable T a, @Nullable T b, BinaryOperator<BigDecimal> meaning) {
        return (a == null || b == null) ? null : kind.number(meaning.apply(kind.exact(a), kind.exact(b)));
    }

    /** Sums of sums are written without parentheses, and calculated from left to right: that must not exceed what a number can be either. */
    private void inOneChain(Term<T> whole, Operator operator, BinaryOperator<BigDecimal> meaning) {
        List<Term<T>> chain = new ArrayList<>();
        collect(whole, operator, chain);
        Term<T> sum = chain.get(0);
        for (Term<T> next : chain.subList(1, chain.size())) {
            sum = Term.of(sum.expression(), sum, next, (a, b) -> result(a, b, meaning));
        }
    }

    @SuppressWarnings("unchecked") // the parts of a calculation are of its own type
    private void collect(Term<T> term, Operator operator, List<Term<T>> chain) {
        if (term.expression() instanceof Binary<?> binary && binary.operator() == operator) {
            term.parts().forEach(part -> collect((Term<T>) part, operator, chain));
        } else {
            chain.add(term);
        }
    }
}
