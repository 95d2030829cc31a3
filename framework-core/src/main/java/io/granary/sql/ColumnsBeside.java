package io.granary.sql;

import io.granary.error.InvalidRequestException;
import java.util.Arrays;
import java.util.List;

/** The columns of an upsert that are changed when its keys are there already. */
final class ColumnsBeside {

    private ColumnsBeside() {}

    /** All that are given, without the keys. */
    static ColumnExpression<?>[] keys(Insert insert, ColumnExpression<?>... keys) {
        if (insert.rows().isEmpty() && insert.query().isEmpty()) {
            throw InvalidRequestException.of(
                    "An upsert needs to know its columns, and none is set.",
                    "Call upsert(...) behind set(...), values(...) or fromSelect(...); or use onConflict(...).");
        }
        List<ColumnExpression<?>> given = insert.rows().isEmpty()
                ? insert.queryColumns()
                : insert.rows().get(0).stream()
                        .<ColumnExpression<?>>map(Assignment::column)
                        .toList();
        return given.stream()
                .filter(column -> !Arrays.asList(keys).contains(column))
                .toArray(ColumnExpression<?>[]::new);
    }
}
