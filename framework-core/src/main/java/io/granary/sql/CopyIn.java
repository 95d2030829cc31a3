package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.util.List;

/**
 * A copy of many rows into a table, the fastest way in where the database has one ({@code COPY … FROM STDIN} of PostgreSQL). Immutable.
 *
 * <p>It is no statement with parameters: its rows are streamed, as bytes in the format that it names or as values that are written in the text format. Triggers
 * and constraints of the table count; all rows come in, or none.
 *
 * @param table into which table
 * @param columns which columns each row has a value for, in order; the others get their defaults
 * @param format how the rows are written
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY of PostgreSQL</a>
 */
public record CopyIn(TableReference table, List<ColumnExpression<?>> columns, CopyFormat format) {

    /**
     * Copies the list.
     *
     * @throws ArgumentException when there is no column, one is another table's, or one is there twice
     */
    public CopyIn {
        requireNonNull(table, "table");
        requireNonNull(format, "format");
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw ArgumentException.of("A copy into " + table.tableName() + " has no column.", "Name at least one.");
        }
        List<ColumnExpression<?>> known = written(table);
        for (ColumnExpression<?> column : columns) {
            if (known.stream().noneMatch(own -> own.name().equals(column.name()))) {
                throw ArgumentException.of(
                        "The table " + table.tableName() + " has no column " + column.name() + ".",
                        "Name columns of the table that is copied into.");
            }
        }
        if (columns.stream().map(ColumnExpression::name).distinct().count() < columns.size()) {
            throw ArgumentException.of(
                    "A copy into " + table.tableName() + " names a column twice.", "Name each column once.");
        }
    }

    private static List<ColumnExpression<?>> written(TableReference table) {
        return !table.hasExpressions()
                ? table.columns()
                : table.columns().stream()
                        .filter(column -> column.readAs().isEmpty())
                        .toList();
    }

    static CopyIn into(TableReference table, List<ColumnExpression<?>> columns) {
        return new CopyIn(table, columns.isEmpty() ? List.copyOf(written(table)) : columns, CopyFormat.text());
    }

    /**
     * {@return this with rows that are written otherwise}
     *
     * @param other how
     */
    public CopyIn withFormat(CopyFormat other) {
        return new CopyIn(table, columns, other);
    }
}
