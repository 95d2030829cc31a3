package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.TupleType;
import java.util.List;

/**
 * Several expressions taken together, to be compared with others of as many.
 *
 * @param expressions two or more
 */
public record TupleExpression(List<Expression<?>> expressions) implements Expression<List<?>> {

    /** Copies the list. */
    public TupleExpression {
        expressions = List.copyOf(expressions);
    }

    /** {@return a type that has those of the expressions, by which values that are compared with them are bound} */
    @Override
    public SqlType<List<?>> type() {
        return new TupleType(
                expressions.stream().<SqlType<?>>map(Expression::type).toList());
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
