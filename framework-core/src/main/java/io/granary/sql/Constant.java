package io.granary.sql;

import io.granary.type.SqlType;

/**
 * A word in the place of a value.
 *
 * @param <T> the Java class of the values it stands among
 * @param word which word
 * @param type of what it is
 */
public record Constant<T>(Word word, SqlType<T> type) implements Expression<T> {

    /** The words. */
    public enum Word {
        /** No value. */
        NULL,
        /** The value that a column has by itself; in INSERT and UPDATE only. */
        DEFAULT
    }

    static boolean isNull(Expression<?> expression) {
        return expression instanceof Constant<?> constant && constant.word() == Word.NULL;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
