package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A query whose first column is known to be of a Java class, so that a single value can be asked for without naming it.
 *
 * @param <T> that class
 */
public sealed interface TypedSelect<T> permits Select {

    /** {@return the query} */
    Query query();

    /** {@return what the first column holds} */
    SqlType<T> firstType();
}
