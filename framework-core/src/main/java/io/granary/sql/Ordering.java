package io.granary.sql;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A direction to order by.
 *
 * @param expression what to order by
 * @param descending whether the greatest comes first; null where it was not said, which means that the least does
 * @param nulls where NULL comes
 */
public record Ordering(Expression<?> expression, @Nullable Boolean descending, Nulls nulls) implements OrderTerm {

    /** Where NULL comes. */
    public enum Nulls {
        /** Where the database puts it. */
        DEFAULT,
        /** Before everything else. */
        FIRST,
        /** Behind everything else. */
        LAST
    }

    /** Checks that there is something to order by. */
    public Ordering {
        requireNonNull(expression, "expression");
    }

    /** {@return this order with NULL before everything else} */
    public Ordering nullsFirst() {
        return new Ordering(expression, descending, Nulls.FIRST);
    }

    /** {@return this order with NULL behind everything else} */
    public Ordering nullsLast() {
        return new Ordering(expression, descending, Nulls.LAST);
    }
}
