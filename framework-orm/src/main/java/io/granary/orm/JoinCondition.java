package io.granary.orm;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;

/**
 * Tells which rows of two tables go together at a relationship with {@link ViewOnly}:
 *
 * <pre>{@code
 * final class InBoston implements JoinCondition<User, Address> {
 *     public Expression<Boolean> of(FromElement user, FromElement address) {
 *         return address.column(ADDRESS.userId).eq(user.column(USER.id)).and(address.column(ADDRESS.city).eq("Boston"));
 *     }
 * }
 * }</pre>
 *
 * @param <E> the class that has the relationship, or one above it
 * @param <T> the class at the other end, or one above it
 */
@FunctionalInterface
public interface JoinCondition<E, T> {

    /**
     * {@return the condition}
     *
     * <p>It is asked for each statement anew. Columns are to be taken from the parameters and not from the tables' own fields, for a statement may have
     * the tables under other names, and both may be the same table. A table between the two stands in a query within: {@code exists(…)}.
     *
     * @param owner the table of the class that has the relationship, or an alias of it: {@code owner.column(USER.id)} is a column of it
     * @param target the table of the class at the other end, that of a class below it, or an alias of one
     */
    Expression<Boolean> of(FromElement owner, FromElement target);
}
