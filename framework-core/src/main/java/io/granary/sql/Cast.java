package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A value converted by the database.
 *
 * @param <T> the Java class of what it becomes
 * @param operand what is converted
 * @param type what it becomes
 */
public record Cast<T>(Expression<?> operand, SqlType<T> type) implements Expression<T> {

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
