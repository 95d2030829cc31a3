package io.granary.engine.internal.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave, all of it.
 *
 * @param names the columns' names; null when there was no row to tell them
 * @param rows the rows, an array for each
 * @param updated the sum of its counts, -1 when it gave none
 */
record StatementRows(@Nullable List<String> names, List<Object[]> rows, long updated) {

    static final StatementRows NOTHING = new StatementRows(null, List.of(), -1);

    /** These rows and then others, of the same columns. */
    StatementRows and(StatementRows others) {
        if (rows.isEmpty() && names == null && updated < 0) {
            return others;
        }
        List<Object[]> all = new ArrayList<>(rows);
        all.addAll(others.rows);
        long sum = updated < 0 && others.updated < 0 ? -1 : Math.max(updated, 0) + Math.max(others.updated, 0);
        return new StatementRows(names == null ? others.names : names, all, sum);
    }

    /** Rows given, early ones among them, or changed where none were given; -1 if neither is known. */
    long size() {
        return names != null ? Math.max(rows.size(), updated) : updated;
    }
}
