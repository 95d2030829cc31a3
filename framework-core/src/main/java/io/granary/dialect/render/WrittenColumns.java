package io.granary.dialect.render;

import io.granary.sql.ColumnExpression;
import io.granary.sql.TableReference;
import java.util.List;

/** The columns of a table that statements may write. */
final class WrittenColumns {

    private WrittenColumns() {}

    /** Those that the database has, and no expression stands in the place of. */
    static List<ColumnExpression<?>> of(TableReference table) {
        if (!table.hasExpressions()) {
            return table.columns();
        }
        return table.columns().stream()
                .filter(column -> column.readAs().isEmpty())
                .toList();
    }
}
