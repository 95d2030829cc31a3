package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.function.Function;

/**
 * A condition on rows of a class wherever a query reads objects of it, at its relationships too: rows that are marked as deleted, or another
 * tenant's, are as if they were not there. It says nothing of objects that are in the session already, and is refused where a class
 * above is read, with the rows of all classes below. Immutable.
 *
 * @param type the class, or one that mapped classes extend or implement
 * @param condition gives the condition for the class's table in a query, or an alias of it
 */
public record LoaderCriteria(Class<?> type, Function<FromElement, Expression<Boolean>> condition)
        implements LoaderOption {

    /** Checks that all is there. */
    public LoaderCriteria {
        requireNonNull(type, "type");
        requireNonNull(condition, "condition");
    }
}
