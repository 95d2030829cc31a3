package io.granary.engine.internal.connection;

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

    /** Rows given, or changed where none were given; -1 if neither is known. */
    long size() {
        return names != null ? rows.size() : updated;
    }
}
