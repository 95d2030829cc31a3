package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that a statement gives: what they are called, and how their values are read. */
final class PostgresColumns {

    /** Of a statement that gives no rows. */
    static final PostgresColumns NONE = new PostgresColumns(List.of(), new PostgresColumn[0]);

    /** Of a statement whose columns have still to be asked for. */
    static final PostgresColumns UNKNOWN = new PostgresColumns(List.of(), new PostgresColumn[0]);

    private final List<String> names;
    private final PostgresColumn[] columns;

    private PostgresColumns(List<String> names, PostgresColumn[] columns) {
        this.names = names;
        this.columns = columns;
    }

    static PostgresColumns of(RowDescription description, Codecs codecs) {
        return new PostgresColumns(
                description.getFields().stream()
                        .map(RowDescription.Field::getName)
                        .toList(),
                description.getFields().stream()
                        .map(field -> PostgresColumn.of(field, codecs))
                        .toArray(PostgresColumn[]::new));
    }

    List<String> names() {
        return names;
    }

    @Nullable Object[] read(DataRow row) {
        ByteBuf[] bytes = row.getColumns();
        @Nullable Object[] values = new Object[columns.length];
        for (int column = 0; column < values.length; column++) {
            ByteBuf value = bytes[column];
            values[column] = value == null ? null : columns[column].read(value);
        }
        return values;
    }
}
