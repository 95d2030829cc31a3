package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A piece of SQL as an expression, written out as it stands.
 *
 * @param <T> the Java class of its values
 * @param sql trusted
 * @param type what it gives
 */
public record LiteralSql<T>(String sql, SqlType<T> type) implements Expression<T> {

    @Override
    public int precedence() {
        return Precedence.LOWEST;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
