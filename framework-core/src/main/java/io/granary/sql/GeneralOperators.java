package io.granary.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.type.SqlType;
import io.granary.type.Types;

/**
 * What any expression can be turned into: one of another type, one with a name, an order.
 *
 * @param <T> the Java class of the values
 */
public sealed interface GeneralOperators<T> permits Expression {

    /**
     * {@return this under a name in the result}
     *
     * @param name the name, quoted where it must be
     */
    default Labeled<T> as(String name) {
        return new Labeled<>(Operands.of(this), name);
    }

    /**
     * {@return this as a value of another type, converted by the database}
     *
     * @param <U> the Java class of that type
     * @param type the other type
     */
    default <U> Expression<U> cast(SqlType<U> type) {
        return new Cast<>(Operands.of(this), type);
    }

    /**
     * {@return this taken for a value of another type on the way to Java and back; the SQL stays the same}
     *
     * @param <U> the Java class of that type
     * @param type the other type
     */
    default <U> Expression<U> coerce(SqlType<U> type) {
        return new Coerced<>(Operands.of(this), type);
    }

    /** {@return the order in which the least comes first} */
    default Ordering asc() {
        return new Ordering(Operands.of(this), false, Ordering.Nulls.DEFAULT);
    }

    /** {@return the order in which the greatest comes first} */
    default Ordering desc() {
        return new Ordering(Operands.of(this), true, Ordering.Nulls.DEFAULT);
    }

    /**
     * {@return this and another expression joined by an operator of the database's own}
     *
     * @param <U> the Java class of what it gives
     * @param operator its spelling, for example {@code @>}; trusted as it is
     * @param right the other operand
     * @param type what it gives
     */
    default <U> Expression<U> op(String operator, Expression<?> right, SqlType<U> type) {
        return new CustomOperation<>(Operands.of(this), operator, right, type);
    }

    /**
     * {@return a test by an operator of the database's own}
     *
     * @param operator its spelling, for example {@code ~}; trusted as it is
     * @param right the other operand
     */
    default Condition boolOp(String operator, Expression<?> right) {
        return new TruthOf(op(operator, right, Types.BOOLEAN));
    }

    /**
     * {@return one element of this array}
     *
     * @param <E> the Java class of the element
     * @param position which, from 1 on
     * @param element what it is
     */
    default <E> Expression<E> at(int position, SqlType<E> element) {
        return new ElementOf<>(Operands.of(this), position, element);
    }

    /**
     * {@return a part of this JSON document, itself a document}
     *
     * @param path names of members, and numbers of elements from 0 on
     */
    default JsonPath<JsonNode> path(Object... path) {
        return JsonPath.of(Operands.of(this), path);
    }
}
