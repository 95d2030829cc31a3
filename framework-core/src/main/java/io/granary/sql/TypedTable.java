package io.granary.sql;

import io.granary.type.SqlType;
import java.util.Optional;

/**
 * A table whose rows become objects of a class, as those of a mapped class do. Only whoever knows the class makes them; for a plain
 * connection it is a table.
 *
 * @param <E> the class
 */
public interface TypedTable<E> extends TableReference {

    /** {@return what a row of it is} */
    SqlType<E> rowType();

    @Override
    default TypedAlias<E> as(String alias) {
        return new TypedAlias<>(this, alias, Optional.empty());
    }
}
