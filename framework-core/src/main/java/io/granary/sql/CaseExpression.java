package io.granary.sql;

import io.granary.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value behind the first condition that holds.
 *
 * @param <T> the Java class of the values
 * @param subject what each {@code when} is compared with; null where they are conditions
 * @param branches at least one
 * @param otherwise the value when none holds; null for NULL
 * @param type what the values are
 */
public record CaseExpression<T>(
        @Nullable Expression<?> subject,
        List<Branch<T>> branches,
        @Nullable Expression<T> otherwise,
        SqlType<T> type) implements Expression<T> {

    /**
     * A condition and its value.
     *
     * @param <T> the Java class of the value
     * @param when the condition, or what the subject has to equal
     * @param then the value
     */
    public record Branch<T>(Expression<?> when, Expression<T> then) {}

    /** Copies the list. */
    public CaseExpression {
        branches = List.copyOf(branches);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
