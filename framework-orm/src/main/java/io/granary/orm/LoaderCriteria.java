package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.function.Function;

/**
 * A condition on rows of a class wherever a statement reads them, at relationships, in joins and in queries within it too: rows that are
 * marked as deleted, or another tenant's, are as if they were not there. Of a table that is joined it stands in ON, so that an outer join
 * keeps its rows. It says nothing of objects that are in the session already, and is refused where a class above is read, with the rows of
 * all classes below. Immutable.
 *
 * <p>One of a statement holds for it and for what it loads, one of a session for all its statements; see {@link
 * AsyncSessionMaker#withLoaderCriteria(Class, Function)}.
 *
 * @param type the class, or one that mapped classes extend or implement
 * @param condition gives the condition for the class's table in a statement, or an alias of it; asked for each statement. Of other tables it
 *     asks by queries within, which are taken as they are
 */
public record LoaderCriteria(Class<?> type, Function<FromElement, Expression<Boolean>> condition)
        implements LoaderOption {

    /** Checks that all is there. */
    public LoaderCriteria {
        requireNonNull(type, "type");
        requireNonNull(condition, "condition");
    }
}
