package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A function over a window of rows.
 *
 * @param <T> the Java class of what it gives
 * @param function the function
 * @param window the rows it looks at
 */
public record WindowCall<T>(FunctionCall<T> function, Window window) implements Expression<T> {

    @Override
    public SqlType<T> type() {
        return function.type();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
