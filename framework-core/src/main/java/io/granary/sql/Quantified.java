package io.granary.sql;

import io.granary.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * All, or any, of what a query or an array gives; the right side of a comparison.
 *
 * @param <T> the Java class of what is compared
 * @param all whether all must satisfy the comparison; else one of them
 * @param query what gives them; null where an array does
 * @param array what holds them; null where a query gives them
 * @param type what each is
 */
public record Quantified<T>(
        boolean all, @Nullable Query query, @Nullable Expression<?> array, SqlType<T> type) implements Expression<T> {

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
