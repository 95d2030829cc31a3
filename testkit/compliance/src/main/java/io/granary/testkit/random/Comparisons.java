package io.granary.testkit.random;

import static io.granary.sql.Sql.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grows comparisons of all types with an order. */
final class Comparisons {

    private final Forest forest;
    private final Dice dice;

    Comparisons(Forest forest) {
        this.forest = forest;
        this.dice = forest.dice;
    }

    Term<Boolean> grow(int size) {
        return switch (dice.below(4)) {
            case 0 -> grow(forest.integers, size);
            case 1 -> grow(forest.longs, size);
            case 2 -> grow(forest.decimals, size);
            default -> grow(forest.texts, size);
        };
    }

    Term<Boolean> ofBooleans(int size) {
        int share = share(size);
        return equality(forest.conditions.grow(share), forest.conditions.grow(size - share));
    }

    private int share(int size) {
        return forest.conditions.share(size);
    }

    private <T extends Comparable<T>> Term<Boolean> grow(Trees<T> trees, int size) {
        int share = share(size);
        return switch (dice.below(8)) {
            case 0, 1 -> equality(trees.grow(share), trees.grow(size - share));
            case 2, 3 -> order(trees.grow(share), trees.grow(size - share));
            case 4 -> withValue(trees.grow(size), trees.sample());
            case 5 -> range(trees.grow(share), trees.grow(size - share), trees.grow(size / 3));
            case 6 -> list(trees, trees.grow(size));
            default ->
                dice.onceIn(2) || !forest.habits.tuplesHaveParts()
                        ? expressions(trees.grow(size / 3), trees.grow(size / 3), trees.grow(size / 3))
                        : tuples(trees, trees.grow(share), trees.grow(size - share));
        };
    }

    private <T> Term<Boolean> equality(Term<T> left, Term<T> right) {
        return switch (dice.below(4)) {
            case 0 -> Term.of(left.expression().eq(right.expression()), left, right, Truth::equal);
            case 1 ->
                Term.of(left.expression().ne(right.expression()), left, right, (a, b) -> Truth.not(Truth.equal(a, b)));
            case 2 ->
                Term.of(
                        left.expression().isDistinctFrom(right.expression()),
                        left,
                        right,
                        (a, b) -> !Truth.alike(a, b));
            default -> Term.of(left.expression().isNotDistinctFrom(right.expression()), left, right, Truth::alike);
        };
    }

    private <T extends Comparable<T>> Term<Boolean> order(Term<T> left, Term<T> right) {
        return switch (dice.below(4)) {
            case 0 -> Term.of(left.expression().lt(right.expression()), left, right, Truth::less);
            case 1 -> Term.of(left.expression().gt(right.expression()), left, right, (a, b) -> Truth.less(b, a));
            case 2 ->
                Term.of(left.expression().le(right.expression()), left, right, (a, b) -> Truth.not(Truth.less(b, a)));
            default ->
                Term.of(left.expression().ge(right.expression()), left, right, (a, b) -> Truth.not(Truth.less(a, b)));
        };
    }

    private <T extends Comparable<T>> Term<Boolean> withValue(Term<T> of, T value) {
        return switch (dice.below(5)) {
            case 0 -> Term.of(of.expression().eq(value), of, a -> Truth.equal(a, value));
            case 1 -> Term.of(of.expression().ne(value), of, a -> Truth.not(Truth.equal(a, value)));
            case 2 -> Term.of(of.expression().lt(value), of, a -> Truth.less(a, value));
            case 3 -> Term.of(of.expression().isDistinctFrom(value), of, a -> !Truth.alike(a, value));
            default -> Term.of(of.expression().isNotDistinctFrom(value), of, a -> Truth.alike(a, value));
        };
    }

    private <T extends Comparable<T>> Term<Boolean> range(Term<T> of, Term<T> low, Term<T> high) {
        List<Term<?>> parts = List.of(of, low, high);
        if (dice.onceIn(2)) {
            return Term.of(
                    of.expression().between(low.expression(), high.expression()),
                    parts,
                    row -> Truth.between(of.at(row), low.at(row), high.at(row)));
        }
        return Term.of(
                of.expression().between(low.expression(), high.expression()).not(),
                parts,
                row -> Truth.not(Truth.between(of.at(row), low.at(row), high.at(row))));
    }

    private <T extends Comparable<T>> Term<Boolean> list(Trees<T> trees, Term<T> of) {
        T one = trees.sample();
        T other = trees.sample();
        List<@Nullable T> values = new ArrayList<>(List.of(one, other));
        if (dice.onceIn(3)) {
            values.add(null);
        } else if (dice.onceIn(4)) {
            values.clear();
        }
        return switch (dice.below(4)) {
            case 0, 1 -> Term.of(of.expression().in(values), of, a -> Truth.in(a, values));
            case 2 -> Term.of(of.expression().notIn(values), of, a -> Truth.not(Truth.in(a, values)));
            default ->
                Term.of(
                        of.expression().betweenSymmetric(one, other),
                        of,
                        a -> Truth.or(Truth.between(a, one, other), Truth.between(a, other, one)));
        };
    }

    private <T> Term<Boolean> expressions(Term<T> of, Term<T> one, Term<T> other) {
        return Term.of(
                of.expression().inExpressions(List.of(one.expression(), other.expression())),
                List.of(of, one, other),
                row -> Truth.in(of.at(row), Arrays.asList(one.at(row), other.at(row))));
    }

    private <T> Term<Boolean> tuples(Trees<T> trees, Term<T> left, Term<T> right) {
        T one = trees.sample();
        T other = trees.sample();
        return Term.of(
                tuple(left.expression(), right.expression()).in(List.of(List.of(one, other), List.of(other, other))),
                left,
                right,
                (a, b) -> Truth.and(Truth.equal(b, other), Truth.or(Truth.equal(a, one), Truth.equal(a, other))));
    }
}
