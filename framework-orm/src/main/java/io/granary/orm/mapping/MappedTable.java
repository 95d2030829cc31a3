package io.granary.orm.mapping;

import io.granary.sql.TypedTable;

/**
 * The table of a mapped class, in statements as in {@code select(USER)}.
 *
 * @param <E> the class
 */
public interface MappedTable<E> extends TypedTable<E> {

    /** {@return how the class is mapped} */
    EntityMapping<E> mapping();
}
