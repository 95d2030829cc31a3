package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which rows of a table are those of a {@link TableReference} that stands for a part of them: as those of one class among the rows of several
 * that share a table. Immutable; its values are constants, and written into the text of statements.
 *
 * @param column a column of the table
 * @param values what it holds in these rows: text or whole numbers; none for no rows at all
 */
public record RowFilter(ColumnExpression<?> column, List<?> values) {

    /** Copies the list. */
    public RowFilter {
        requireNonNull(column, "column");
        values = List.copyOf(values);
    }
}
