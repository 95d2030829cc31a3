package io.granary.orm;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;

/**
 * Makes the expression that is read in the place of an attribute with {@link ColumnProperty}:
 *
 * <pre>{@code
 * final class LineCount implements PropertyExpression<Order, Long> {
 *     public Expression<Long> of(FromElement order) {
 *         return select(count()).from(LINE).where(LINE.orderId.eq(order.column(ORDER.id))).scalar();
 *     }
 * }
 * }</pre>
 *
 * @param <E> the class that has the attribute, or one above it
 * @param <V> the class of its values
 */
@FunctionalInterface
public interface PropertyExpression<E, V> {

    /**
     * {@return the expression}
     *
     * <p>It is asked once for the table and once for each alias that is made of it, when a statement needs it first. A query that it is
     * itself reads the row it belongs to from the query around it; one that is only a part of it says so by {@code correlate(table)} where the
     * statements around may read the same tables.
     *
     * @param table the class's table, that of a class below or an alias of one: {@code table.column(ORDER.id)} is a column of it
     */
    Expression<V> of(FromElement table);
}
