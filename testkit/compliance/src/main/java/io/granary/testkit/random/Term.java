package io.granary.testkit.random;

import io.granary.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An expression and what it must give for each row of {@link Samples}.
 *
 * @param <T> the Java class of its values
 * @param expression as it is written for a database
 * @param values as they were worked out here, one for each row, from those of the parts
 * @param parts what it is made of
 */
record Term<T>(Expression<T> expression, List<@Nullable T> values, List<Term<?>> parts) {

    /** What a function of one value gives; of NULL too. */
    static <A, R> Term<R> of(
            Expression<R> expression, Term<A> part, Function<@Nullable A, ? extends @Nullable R> meaning) {
        List<@Nullable R> values = new ArrayList<>();
        for (A value : part.values) {
            values.add(meaning.apply(value));
        }
        return new Term<>(expression, values, List.of(part));
    }

    /** What a function of two values gives; of NULL too. */
    static <A, B, R> Term<R> of(
            Expression<R> expression,
            Term<A> left,
            Term<B> right,
            BiFunction<@Nullable A, @Nullable B, ? extends @Nullable R> meaning) {
        List<@Nullable R> values = new ArrayList<>();
        for (int row = 0; row < left.values.size(); row++) {
            values.add(meaning.apply(left.values.get(row), right.values.get(row)));
        }
        return new Term<>(expression, values, List.of(left, right));
    }

    /** What a function of all parts gives, row by row. */
    static <R> Term<R> of(
            Expression<R> expression, List<Term<?>> parts, Function<Integer, ? extends @Nullable R> meaning) {
        List<@Nullable R> values = new ArrayList<>();
        for (int row = 0; row < Samples.ROWS; row++) {
            values.add(meaning.apply(row));
        }
        return new Term<>(expression, values, parts);
    }

    /** The same value for each row. */
    static <R> Term<R> always(Expression<R> expression, @Nullable R value) {
        return of(expression, List.of(), row -> value);
    }

    @Nullable T at(int row) {
        return values.get(row);
    }
}
