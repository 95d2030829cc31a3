package io.granary.sql;

import io.granary.type.SqlType;
import java.util.Optional;

/**
 * In an upsert, the value that the row would have had, had it been inserted.
 *
 * @param <T> the Java class of its values
 * @param column the column of the table
 */
public record ExcludedColumn<T>(ColumnExpression<T> column) implements ColumnExpression<T> {

    @Override
    public String name() {
        return column.name();
    }

    @Override
    public String key() {
        return column.key();
    }

    @Override
    public SqlType<T> type() {
        return column.type();
    }

    /** {@return nothing: no FROM holds it} */
    @Override
    public Optional<FromElement> from() {
        return Optional.empty();
    }
}
