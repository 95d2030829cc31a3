package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of expressions, or an aggregate of rows.
 *
 * @param <T> the Java class of what it gives
 * @param name what it is called; quoted only where letter case or signs ask for it, dots divide a schema from it
 * @param arguments what it is given
 * @param distinct whether an aggregate counts equal arguments once
 * @param filter which rows an aggregate looks at; null for all
 * @param withinGroup in which order an ordered-set aggregate takes the rows; empty for none
 * @param type what it gives
 */
public record FunctionCall<T>(
        String name,
        List<Expression<?>> arguments,
        boolean distinct,
        @Nullable Expression<Boolean> filter,
        List<OrderTerm> withinGroup,
        SqlType<T> type)
        implements Expression<T> {

    /** Copies the lists. */
    public FunctionCall {
        requireNonNull(name, "name");
        arguments = List.copyOf(arguments);
        withinGroup = List.copyOf(withinGroup);
    }

    static <T> FunctionCall<T> of(String name, SqlType<T> type, Expression<?>... arguments) {
        return new FunctionCall<>(name, List.of(arguments), false, null, List.of(), type);
    }

    /** {@return this aggregate over each different argument once} */
    public FunctionCall<T> distinctly() {
        return new FunctionCall<>(name, arguments, true, filter, withinGroup, type);
    }

    /**
     * {@return this aggregate over the rows that satisfy a condition}
     *
     * @param condition which rows
     */
    public FunctionCall<T> filter(Expression<Boolean> condition) {
        return new FunctionCall<>(name, arguments, distinct, condition, withinGroup, type);
    }

    /**
     * {@return this ordered-set aggregate over the rows in an order}
     *
     * @param terms the order
     */
    public FunctionCall<T> withinGroup(OrderTerm... terms) {
        return new FunctionCall<>(name, arguments, distinct, filter, List.of(terms), type);
    }

    /**
     * {@return this function over a window of rows around each row}
     *
     * @param window which rows, in which order
     */
    public WindowCall<T> over(Window window) {
        return new WindowCall<>(this, window);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
