package io.granary.dialect.render;

import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.TableReference;
import java.util.ArrayList;
import java.util.List;

/** The rows of an INSERT, each with the same columns: those that are set, those that the execution gives, and those with a default of ours. */
final class InsertRows {

    private InsertRows() {}

    static List<List<Assignment>> of(Insert insert, Rendering to) {
        List<ColumnExpression<?>> columns =
                insert.rows().isEmpty() ? List.of() : columns(insert.rows().get(0));
        List<Assignment> given = new ArrayList<>();
        for (ColumnExpression<?> column : WrittenColumns.of(insert.table())) {
            if (to.keys().contains(column.key()) && !columns.contains(column)) {
                given.add(new Assignment(column, to.binds().ofColumn(column)));
            }
        }
        if (insert.rows().isEmpty()) {
            return List.of(withDefaults(insert.table(), given, 0));
        }
        List<List<Assignment>> rows = new ArrayList<>(insert.rows().size());
        for (List<Assignment> row : insert.rows()) {
            if (!columns(row).equals(columns)) {
                throw InvalidRequestException.of(
                        "Row " + rows.size() + " of an INSERT (the first is 0) has other columns than the first.",
                        "Give all rows the same columns, null included.");
            }
            List<Assignment> all = new ArrayList<>(row);
            all.addAll(given);
            rows.add(withDefaults(insert.table(), all, rows.size()));
        }
        return rows;
    }

    /** The columns that are set, and those that the execution gives; in neither case those that have a default only. */
    static List<ColumnExpression<?>> given(Insert insert, Rendering to) {
        List<ColumnExpression<?>> given = new ArrayList<>();
        if (insert.query().isPresent()) {
            given.addAll(insert.queryColumns());
        } else if (!insert.rows().isEmpty()) {
            given.addAll(columns(insert.rows().get(0)));
        }
        for (ColumnExpression<?> column : WrittenColumns.of(insert.table())) {
            if (to.keys().contains(column.key()) && !given.contains(column)) {
                given.add(column);
            }
        }
        return given;
    }

    private static List<ColumnExpression<?>> columns(List<Assignment> row) {
        return row.stream().<ColumnExpression<?>>map(Assignment::column).toList();
    }

    /** In the table's order, as all statements of one shape then have. */
    private static List<Assignment> withDefaults(TableReference table, List<Assignment> row, int number) {
        List<Assignment> all = new ArrayList<>(row);
        List<ColumnExpression<?>> columns = columns(row);
        for (ColumnExpression<?> expression : WrittenColumns.of(table)) {
            if (expression instanceof Column<?> column && !columns.contains(column)) {
                column.options()
                        .clientDefault()
                        .ifPresent(supplier -> all.add(new Assignment(column, ClientDefaults.bind(column, number))));
            }
        }
        return all;
    }
}
