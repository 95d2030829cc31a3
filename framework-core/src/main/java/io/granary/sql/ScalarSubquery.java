package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A query in the place of a value: it gives one column and at most one row; no row is NULL.
 *
 * @param <T> the Java class of the value
 * @param query the query
 * @param type what the value is
 */
public record ScalarSubquery<T>(Query query, SqlType<T> type) implements Expression<T> {

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
