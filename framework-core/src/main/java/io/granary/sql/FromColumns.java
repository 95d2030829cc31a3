package io.granary.sql;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.NoSuchColumnException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Finds columns of what stands in FROM. */
final class FromColumns {

    private FromColumns() {}

    static ColumnExpression<?> find(FromElement from, String key) {
        ColumnExpression<?> found = null;
        for (ColumnExpression<?> column : from.columns()) {
            if (column.key().equals(key)) {
                if (found != null) {
                    throw AmbiguousColumnException.of(
                            "Several columns of " + from + " are called \"" + key + "\".",
                            "Give them different names with as(...), or take the column of one of the tables.");
                }
                found = column;
            }
        }
        if (found == null) {
            throw NoSuchColumnException.of(
                    "There is no column \"" + key + "\" in " + from + "; there are " + names(from) + ".",
                    "Take one of them, or add the column to what is selected there.");
        }
        return found;
    }

    private static String names(FromElement from) {
        return from.columns().stream().map(column -> '"' + column.key() + '"').collect(Collectors.joining(", "));
    }

    /** One column for each that a query, or a statement that changes rows, gives. */
    static List<ColumnExpression<?>> of(FromElement owner, List<Expression<?>> outputs) {
        List<String> names = OutputNames.of(outputs);
        List<ColumnExpression<?>> columns = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            Expression<?> output = outputs.get(i);
            String key =
                    output instanceof ColumnExpression<?> column && names.get(i).equals(column.name())
                            ? column.key()
                            : names.get(i);
            columns.add(new DerivedColumn<>(owner, names.get(i), key, output.type()));
        }
        return Collections.unmodifiableList(columns);
    }
}
