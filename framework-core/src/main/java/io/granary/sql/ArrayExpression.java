package io.granary.sql;

import io.granary.type.ArrayType;
import java.util.List;

/**
 * An array of expressions.
 *
 * @param <E> the Java class of the elements
 * @param elements what it holds, in order
 * @param type what it is
 */
public record ArrayExpression<E>(List<Expression<E>> elements, ArrayType<E> type) implements Expression<List<E>> {

    /** Copies the list. */
    public ArrayExpression {
        elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
