package io.granary.sql;

import io.granary.type.SqlType;
import java.util.Optional;

/**
 * A table whose rows become objects, under another name: {@code select(USER.as("u"))} gives users. Immutable.
 *
 * @param <E> the class of the objects
 */
public final class TypedAlias<E> extends TableAlias {

    private final TypedTable<E> table;

    TypedAlias(TypedTable<E> table, String name, Optional<Sampling> sampling) {
        super(table, name, sampling);
        this.table = table;
    }

    @Override
    public TypedTable<E> table() {
        return table;
    }

    /** {@return what a row of it is} */
    public SqlType<E> rowType() {
        return table.rowType();
    }

    @Override
    public TypedAlias<E> sample(Sampling part) {
        return new TypedAlias<>(table, name(), Optional.of(part));
    }
}
