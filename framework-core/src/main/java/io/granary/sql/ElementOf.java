package io.granary.sql;

import io.granary.type.SqlType;

/**
 * One element of an array.
 *
 * @param <E> the Java class of the element
 * @param array the array
 * @param position which, from 1 on
 * @param type what it is
 */
public record ElementOf<E>(Expression<?> array, int position, SqlType<E> type) implements Expression<E> {

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
