package io.granary.sql;

import java.util.Arrays;
import java.util.Collection;

/**
 * Tests against several values at once, and for NULL.
 *
 * @param <T> the Java class of the values
 */
public sealed interface RangeOperators<T> permits Expression {

    /** {@return whether this is NULL} */
    default Condition isNull() {
        return new NullTest(Operands.of(this), false);
    }

    /** {@return whether this is anything but NULL} */
    default Condition isNotNull() {
        return new NullTest(Operands.of(this), true);
    }

    /**
     * {@return whether this is one of some values}
     *
     * <p>However many there are, the statement is compiled once for each number of them. None at all is false for every row.
     *
     * @param values what it may be; a null among them matches nothing, as in SQL
     */
    default Condition in(Collection<? extends T> values) {
        return Operands.in(this, values, false);
    }

    /**
     * {@return whether this is one of some values}
     *
     * @param values what it may be
     */
    @SuppressWarnings("unchecked") // nothing is written into the array
    default Condition in(T... values) {
        return in(Arrays.asList(values));
    }

    /**
     * {@return whether a query gives this}
     *
     * @param query one that selects one expression, or as many as a tuple has
     */
    default Condition in(Query query) {
        return new Membership(Operands.of(this), new Membership.OfQuery(query), false);
    }

    /**
     * {@return whether this is one of the values that an execution gives}
     *
     * @param values a parameter whose value is a collection
     */
    default Condition in(Bind<? extends T> values) {
        return new Membership(Operands.of(this), new Membership.OfValues(values), false);
    }

    /**
     * {@return whether this is the value of one of some expressions}
     *
     * @param expressions at least one
     */
    default Condition inExpressions(Collection<? extends Expression<? extends T>> expressions) {
        return Operands.inExpressions(this, expressions, false);
    }

    /**
     * {@return whether this is none of some values; true for every row when there are none}
     *
     * @param values what it must not be; with a null among them it is true of no row, as in SQL
     */
    default Condition notIn(Collection<? extends T> values) {
        return Operands.in(this, values, true);
    }

    /**
     * {@return whether this is none of some values}
     *
     * @param values what it must not be
     */
    @SuppressWarnings("unchecked") // nothing is written into the array
    default Condition notIn(T... values) {
        return notIn(Arrays.asList(values));
    }

    /**
     * {@return whether a query does not give this}
     *
     * @param query one that selects one expression, or as many as a tuple has
     */
    default Condition notIn(Query query) {
        return new Membership(Operands.of(this), new Membership.OfQuery(query), true);
    }

    /**
     * {@return whether this is none of the values that an execution gives}
     *
     * @param values a parameter whose value is a collection
     */
    default Condition notIn(Bind<? extends T> values) {
        return new Membership(Operands.of(this), new Membership.OfValues(values), true);
    }

    /**
     * {@return whether this lies between two values, both included}
     *
     * @param low the least
     * @param high the greatest
     */
    default Condition between(T low, T high) {
        Expression<T> self = Operands.of(this);
        return between(Operands.value(self, low), Operands.value(self, high));
    }

    /**
     * {@return whether this lies between two expressions, both included}
     *
     * @param low the least
     * @param high the greatest
     */
    default Condition between(Expression<? extends T> low, Expression<? extends T> high) {
        return new BetweenTest(Operands.of(this), low, high, false, false);
    }

    /**
     * {@return whether this lies between two values in either order, both included}
     *
     * @param one one end
     * @param other the other end
     */
    default Condition betweenSymmetric(T one, T other) {
        Expression<T> self = Operands.of(this);
        return new BetweenTest(self, Operands.value(self, one), Operands.value(self, other), true, false);
    }

    /**
     * {@return whether this lies outside two values}
     *
     * @param low the least
     * @param high the greatest
     */
    default Condition notBetween(T low, T high) {
        return between(low, high).not();
    }
}
