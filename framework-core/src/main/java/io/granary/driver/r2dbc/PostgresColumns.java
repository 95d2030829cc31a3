package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns that a statement gives: what they are called, in which form their values come, and how those are read. */
final class PostgresColumns {

    private static final int TEXTS = 0;
    private static final int BINARY = 1;

    /** Of a statement that gives no rows. */
    static final PostgresColumns NONE = new PostgresColumns(List.of(), new PostgresColumn[0], new int[0]);

    /** Of a statement whose columns have still to be asked for. Everything has a form as text, so that is what such a one is asked for. */
    static final PostgresColumns UNKNOWN = new PostgresColumns(List.of(), new PostgresColumn[0], new int[0]);

    private final List<String> names;
    private final PostgresColumn[] columns;
    private final int[] forms;

    private PostgresColumns(List<String> names, PostgresColumn[] columns, int[] forms) {
        this.names = names;
        this.columns = columns;
        this.forms = forms;
    }

    /** {@return columns whose values come as a description says} */
    static PostgresColumns of(RowDescription description, Codecs codecs) {
        return of(description, codecs, RowDescription.Field::getFormat);
    }

    /** {@return the same columns, in the forms that they are best asked for: in binary what is read in binary, the rest as texts} */
    static PostgresColumns best(RowDescription description, Codecs codecs) {
        return of(
                description,
                codecs,
                field ->
                        PostgresColumn.isReadInBinary(field.getDataType()) ? Format.FORMAT_BINARY : Format.FORMAT_TEXT);
    }

    private static PostgresColumns of(
            RowDescription description, Codecs codecs, Function<RowDescription.Field, Format> format) {
        List<RowDescription.Field> fields = description.getFields();
        return new PostgresColumns(
                fields.stream().map(RowDescription.Field::getName).toList(),
                fields.stream()
                        .map(field -> PostgresColumn.of(field.getDataType(), format.apply(field), codecs))
                        .toArray(PostgresColumn[]::new),
                fields.stream()
                        .mapToInt(field -> format.apply(field) == Format.FORMAT_BINARY ? BINARY : TEXTS)
                        .toArray());
    }

    /** Asks for the values in these forms, as Bind does. */
    void writeForms(ByteBuf to) {
        if (forms.length > 0 && Arrays.stream(forms).allMatch(form -> form == BINARY)) {
            // One for all.
            to.writeShort(1).writeShort(BINARY);
            return;
        }
        to.writeShort(forms.length);
        for (int form : forms) {
            to.writeShort(form);
        }
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
