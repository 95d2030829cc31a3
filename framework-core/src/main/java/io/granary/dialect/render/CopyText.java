package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.sql.ColumnExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as PostgreSQL's COPY takes them in its text format (its manual, "COPY", File Formats): values as the columns' types have them on the way to a driver,
 * a tab between them, a line's end behind them. Thread-safe.
 */
public final class CopyText {

    private final List<ColumnExpression<?>> columns;
    private final TypeNames types;

    /**
     * A writer.
     *
     * @param columns what each row has values for, in order
     * @param types how values look on their way
     */
    public CopyText(List<ColumnExpression<?>> columns, TypeNames types) {
        this.columns = List.copyOf(columns);
        this.types = types;
    }

    /**
     * Writes a row; nothing of it if it cannot be written.
     *
     * @param values one for each column, in order; null is NULL
     * @param to where to
     * @throws ArgumentException when there are more or fewer, or one cannot be written
     */
    public void row(List<? extends @Nullable Object> values, CopyBuffer to) {
        if (values.size() != columns.size()) {
            throw ArgumentException.of(
                    "A row has " + values.size() + " values for " + columns.size() + " columns.",
                    "Give one value for each column that the copy names, null for NULL.");
        }
        int start = to.size();
        try {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    to.put('\t');
                }
                value(columns.get(i), values.get(i), to);
            }
            to.put('\n');
        } catch (RuntimeException unwritable) {
            to.truncate(start);
            throw unwritable;
        }
    }

    /**
     * Writes a row; nothing of it if it cannot be written.
     *
     * @param values by the columns' keys; null is NULL
     * @param to where to
     * @throws ArgumentException when one is missing or cannot be written, or there is one that no column is for
     */
    public void row(Map<String, ? extends @Nullable Object> values, CopyBuffer to) {
        List<@Nullable Object> inOrder = new ArrayList<>(columns.size());
        for (ColumnExpression<?> column : columns) {
            Object value = values.get(column.key());
            if (value == null && !values.containsKey(column.key())) {
                throw ArgumentException.of(
                        "A row has no value for the column " + column.key() + ".",
                        "Give one for each column that the copy names, null for NULL; a column that is to have its default is not named.");
            }
            inOrder.add(value);
        }
        if (values.size() > columns.size()) {
            throw ArgumentException.of(
                    "A row has values for more columns than the copy names: " + values.keySet() + ".",
                    "Name the columns in the copy, or leave the values out.");
        }
        row(inOrder, to);
    }

    private void value(ColumnExpression<?> column, @Nullable Object value, CopyBuffer to) {
        try {
            Object encoded = types.toDriver(column.type(), value);
            if (encoded == null) {
                to.ascii("\\N");
            } else {
                CopyValue.write(encoded, to);
            }
        } catch (GranaryException known) {
            throw known;
        } catch (IllegalArgumentException | ClassCastException unwritable) {
            throw ArgumentException.of(
                    "The value of the column " + column.name() + " cannot be copied: " + unwritable.getMessage() + ".",
                    "Give a value of the column's type.");
        }
    }
}
