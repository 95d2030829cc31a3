package io.granary.testkit.random;

import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.falseValue;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.trueValue;

import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.type.Types;
import java.util.List;

/** Grows conditions. */
final class ConditionTrees extends Trees<Boolean> {

    private final Comparisons comparisons;
    private final TextConditions textConditions;

    ConditionTrees(Forest forest, List<Term<Boolean>> columns) {
        super(forest, Types.BOOLEAN, columns);
        this.comparisons = new Comparisons(forest);
        this.textConditions = new TextConditions(forest);
    }

    @Override
    Boolean sample() {
        return dice.onceIn(2);
    }

    @Override
    Term<Boolean> branch(int size) {
        return switch (dice.below(14)) {
            case 0, 1 -> both(size);
            case 2, 3 -> either(size);
            case 4 -> three(size);
            case 5, 6 -> negated(grow(size));
            case 7 -> isNull(forest.grow(size));
            case 8 -> comparisons.ofBooleans(size);
            case 9 -> textConditions.grow(size);
            case 10 -> dice.onceIn(2) ? Term.always(trueValue(), true) : Term.always(falseValue(), false);
            default -> comparisons.grow(size);
        };
    }

    private Term<Boolean> both(int size) {
        int share = share(size);
        Term<Boolean> left = grow(share);
        Term<Boolean> right = grow(size - share);
        Expression<Boolean> a = left.expression();
        return Term.of(
                a instanceof Condition condition ? condition.and(right.expression()) : and(a, right.expression()),
                left,
                right,
                Truth::and);
    }

    private Term<Boolean> either(int size) {
        int share = share(size);
        Term<Boolean> left = grow(share);
        Term<Boolean> right = grow(size - share);
        Expression<Boolean> a = left.expression();
        return Term.of(
                a instanceof Condition condition ? condition.or(right.expression()) : or(a, right.expression()),
                left,
                right,
                Truth::or);
    }

    private Term<Boolean> three(int size) {
        Term<Boolean> one = grow(size / 3);
        Term<Boolean> two = grow(size / 3);
        Term<Boolean> three = grow(size / 3);
        if (dice.onceIn(2)) {
            return Term.of(
                    and(one.expression(), two.expression(), three.expression()),
                    List.of(one, two, three),
                    row -> Truth.and(Truth.and(one.at(row), two.at(row)), three.at(row)));
        }
        return Term.of(
                or(one.expression(), two.expression(), three.expression()),
                List.of(one, two, three),
                row -> Truth.or(Truth.or(one.at(row), two.at(row)), three.at(row)));
    }

    private static Term<Boolean> negated(Term<Boolean> of) {
        return Term.of(not(of.expression()), of, Truth::not);
    }

    private <T> Term<Boolean> isNull(Term<T> of) {
        return dice.onceIn(2)
                ? Term.of(of.expression().isNull(), of, a -> a == null)
                : Term.of(of.expression().isNotNull(), of, a -> a != null);
    }
}
