package io.granary.testkit.random;

import static io.granary.sql.Sql.value;
import static io.granary.sql.Sql.when;

import io.granary.sql.CaseBuilder;
import io.granary.sql.Expression;
import io.granary.sql.Functions;
import io.granary.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Grows expressions of one type. Sizes are roughly how many operators and operands there are.
 *
 * @param <T> the Java class of their values
 */
abstract class Trees<T> {

    private static final int ATTEMPTS = 6;

    final Forest forest;
    final Dice dice;
    private final SqlType<T> type;
    private final List<Term<T>> columns;

    Trees(Forest forest, SqlType<T> type, List<Term<T>> columns) {
        this.forest = forest;
        this.dice = forest.dice;
        this.type = type;
        this.columns = columns;
    }

    /** A value that may stand in a statement. */
    abstract T sample();

    /**
     * A tree whose root is an operator of this type.
     *
     * @throws ArithmeticException when a database could not hold what it would give
     */
    abstract Term<T> branch(int size);

    /** Whether values may be cast to the type. */
    boolean isCast() {
        return true;
    }

    final SqlType<T> type() {
        return type;
    }

    final Term<T> grow(int size) {
        for (int attempt = 0; size > 1 && attempt < ATTEMPTS; attempt++) {
            Optional<Term<T>> grown = attempt(size - 1);
            if (grown.isPresent()) {
                return grown.get();
            }
        }
        return dice.onceIn(4) ? constant() : dice.oneOf(columns);
    }

    private Optional<Term<T>> attempt(int size) {
        try {
            return Optional.of(dice.onceIn(6) ? choice(size) : branch(size));
        } catch (ArithmeticException tooGreat) {
            return Optional.empty();
        }
    }

    /** How much of a size one of two parts gets. */
    final int share(int size) {
        return 1 + dice.below(Math.max(1, size - 1));
    }

    final Term<T> column(int number) {
        return columns.get(number);
    }

    /** Where values have no types, what is made of NULL by itself has none either. */
    private Term<T> constant() {
        boolean absent = dice.onceIn(5) && forest.habits.valuesHaveTypes();
        return constant(absent ? null : sample());
    }

    final Term<T> constant(@Nullable T constant) {
        Expression<T> plain = value(constant, type);
        boolean cast = isCast() && (constant == null || !forest.habits.valuesHaveTypes() || dice.onceIn(3));
        return Term.always(cast ? plain.cast(type) : plain, constant);
    }

    /** One of several values. */
    private Term<T> choice(int size) {
        int share = share(size);
        Term<T> first = grow(share);
        Term<T> second = grow(size - share);
        return switch (dice.below(4)) {
            case 0 ->
                Term.of(
                        Functions.coalesce(first.expression(), second.expression()),
                        first,
                        second,
                        (a, b) -> a == null ? b : a);
            case 1 ->
                Term.of(
                        Functions.nullif(first.expression(), second.expression()),
                        first,
                        second,
                        (a, b) -> Truth.holds(Truth.equal(a, b)) ? null : a);
            default -> cases(first, second, size);
        };
    }

    private Term<T> cases(Term<T> first, Term<T> second, int size) {
        Term<Boolean> one = forest.conditions.grow(share(size));
        CaseBuilder<T> builder = when(one.expression(), first.expression());
        if (dice.onceIn(2)) {
            return Term.of(
                    builder.otherwise(second.expression()),
                    List.of(one, first, second),
                    row -> Truth.holds(one.at(row)) ? first.at(row) : second.at(row));
        }
        Term<Boolean> other = forest.conditions.grow(share(size));
        builder = builder.when(other.expression(), second.expression());
        return Term.of(
                forest.habits.valuesHaveTypes()
                        ? builder.end()
                        : builder.otherwise(constant(null).expression()),
                List.of(one, first, other, second),
                row -> Truth.holds(one.at(row)) ? first.at(row) : Truth.holds(other.at(row)) ? second.at(row) : null);
    }
}
