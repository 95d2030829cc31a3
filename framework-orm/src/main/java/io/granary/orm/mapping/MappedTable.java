package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.sql.FromElement;
import io.granary.sql.Query;
import io.granary.sql.TypedTable;

/**
 * The table of a mapped class, in statements as in {@code select(USER)}.
 *
 * @param <E> the class
 */
public interface MappedTable<E> extends TypedTable<E> {

    /** {@return how the class is mapped} */
    EntityMapping<E> mapping();

    /**
     * {@return the table whose rows are those of a query, so that objects come out of any query: {@code select(USER.of(text("…").columns(…)))}}
     *
     * <p>What stands for the class's columns in it is found by their names, and is given by {@code column(USER.name)}. An order of the query is
     * none of the statement around it.
     *
     * @param query a query that gives all columns of the class
     * @throws ArgumentException when a column is missing
     */
    default MappedTable<E> of(Query query) {
        return of(query.subquery());
    }

    /**
     * {@return the table whose rows are those of a query that has a name}
     *
     * @param rows a subquery or a common table expression that gives all columns of the class
     * @throws ArgumentException when it is something else, or a column is missing
     */
    default MappedTable<E> of(FromElement rows) {
        return QueriedTable.of(this, rows);
    }
}
