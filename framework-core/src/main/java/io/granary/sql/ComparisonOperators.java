package io.granary.sql;

import org.jspecify.annotations.Nullable;

/**
 * Comparisons with a value or another expression. A comparison with NULL is neither true nor false in SQL, so {@link #eq(Object)} and {@link #ne(Object)} of
 * null become {@code IS NULL} and {@code IS NOT NULL}; the others refuse it.
 *
 * @param <T> the Java class of the values compared
 */
public sealed interface ComparisonOperators<T> permits Expression {

    /**
     * {@return whether this equals a value; {@code IS NULL} for null}
     *
     * @param value the value
     */
    default Condition eq(@Nullable T value) {
        return value == null ? Operands.of(this).isNull() : Operands.compare(this, Operator.EQUAL, value);
    }

    /**
     * {@return whether this equals another expression}
     *
     * @param other the expression; NULL makes {@code IS NULL}
     */
    default Condition eq(Expression<? extends T> other) {
        return Constant.isNull(other) ? Operands.of(this).isNull() : Operands.compare(this, Operator.EQUAL, other);
    }

    /**
     * {@return whether this differs from a value; {@code IS NOT NULL} for null}
     *
     * @param value the value
     */
    default Condition ne(@Nullable T value) {
        return value == null ? Operands.of(this).isNotNull() : Operands.compare(this, Operator.NOT_EQUAL, value);
    }

    /**
     * {@return whether this differs from another expression}
     *
     * @param other the expression; NULL makes {@code IS NOT NULL}
     */
    default Condition ne(Expression<? extends T> other) {
        return Constant.isNull(other)
                ? Operands.of(this).isNotNull()
                : Operands.compare(this, Operator.NOT_EQUAL, other);
    }

    /**
     * {@return whether this is less}
     *
     * @param value than what
     */
    default Condition lt(T value) {
        return Operands.compare(this, Operator.LESS, value);
    }

    /**
     * {@return whether this is less}
     *
     * @param other than what
     */
    default Condition lt(Expression<? extends T> other) {
        return Operands.compare(this, Operator.LESS, other);
    }

    /**
     * {@return whether this is less or equal}
     *
     * @param value than what
     */
    default Condition le(T value) {
        return Operands.compare(this, Operator.LESS_OR_EQUAL, value);
    }

    /**
     * {@return whether this is less or equal}
     *
     * @param other than what
     */
    default Condition le(Expression<? extends T> other) {
        return Operands.compare(this, Operator.LESS_OR_EQUAL, other);
    }

    /**
     * {@return whether this is greater}
     *
     * @param value than what
     */
    default Condition gt(T value) {
        return Operands.compare(this, Operator.GREATER, value);
    }

    /**
     * {@return whether this is greater}
     *
     * @param other than what
     */
    default Condition gt(Expression<? extends T> other) {
        return Operands.compare(this, Operator.GREATER, other);
    }

    /**
     * {@return whether this is greater or equal}
     *
     * @param value than what
     */
    default Condition ge(T value) {
        return Operands.compare(this, Operator.GREATER_OR_EQUAL, value);
    }

    /**
     * {@return whether this is greater or equal}
     *
     * @param other than what
     */
    default Condition ge(Expression<? extends T> other) {
        return Operands.compare(this, Operator.GREATER_OR_EQUAL, other);
    }

    /**
     * {@return whether this differs from a value, NULL being a value like any other}
     *
     * @param value the value, null included
     */
    default Condition isDistinctFrom(@Nullable T value) {
        return Operands.compareNulls(this, Operator.IS_DISTINCT_FROM, value);
    }

    /**
     * {@return whether this differs from another expression, NULL being a value like any other}
     *
     * @param other the expression
     */
    default Condition isDistinctFrom(Expression<? extends T> other) {
        return Operands.compare(this, Operator.IS_DISTINCT_FROM, other);
    }

    /**
     * {@return whether this equals a value, NULL being a value like any other}
     *
     * @param value the value, null included
     */
    default Condition isNotDistinctFrom(@Nullable T value) {
        return Operands.compareNulls(this, Operator.IS_NOT_DISTINCT_FROM, value);
    }

    /**
     * {@return whether this equals another expression, NULL being a value like any other}
     *
     * @param other the expression
     */
    default Condition isNotDistinctFrom(Expression<? extends T> other) {
        return Operands.compare(this, Operator.IS_NOT_DISTINCT_FROM, other);
    }
}
