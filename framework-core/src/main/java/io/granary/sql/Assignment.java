package io.granary.sql;

import io.granary.error.CompileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column and what it is set to.
 *
 * @param column the column
 * @param value what it is set to
 */
public record Assignment(ColumnExpression<?> column, Expression<?> value) {

    /** Refuses a column that is none of the database. */
    public Assignment {
        if (column.readAs().isPresent()) {
            throw CompileException.of(
                    column + " is no column of the database: an expression is read in its place.",
                    "Set the columns that the expression is made of.");
        }
    }

    static Assignment of(ColumnExpression<?> column, @Nullable Object value) {
        return new Assignment(column, AssignedValue.of(column, value));
    }

    /** One for each entry, in the map's order. */
    static List<Assignment> of(TableReference table, Map<String, ?> values) {
        List<Assignment> assignments = new ArrayList<>(values.size());
        List<String> unconsumed = new ArrayList<>(values.keySet());
        for (ColumnExpression<?> column : table.columns()) {
            if (unconsumed.remove(column.key())) {
                assignments.add(of(column, values.get(column.key())));
            }
        }
        if (!unconsumed.isEmpty()) {
            throw CompileException.of(
                    "Unconsumed column names: " + String.join(", ", unconsumed) + "; " + table.tableName()
                            + " has no such columns.",
                    "Its columns are "
                            + table.columns().stream()
                                    .map(ColumnExpression::key)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return assignments;
    }

    /** Those before and the new ones; a column that was set before is set anew, in its place. */
    static List<Assignment> merged(List<Assignment> before, List<Assignment> more) {
        Map<ColumnExpression<?>, Assignment> merged = new LinkedHashMap<>();
        before.forEach(assignment -> merged.put(assignment.column(), assignment));
        more.forEach(assignment -> merged.put(assignment.column(), assignment));
        return List.copyOf(merged.values());
    }
}
