package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.List;

/**
 * Several expressions taken together, to be compared with others of as many.
 *
 * @param expressions two or more
 */
public record TupleExpression(List<Expression<?>> expressions) implements Expression<List<?>> {

    private static final SqlType<List<?>> TYPE = type(Types.UNKNOWN);

    /** Copies the list. */
    public TupleExpression {
        expressions = List.copyOf(expressions);
    }

    @SuppressWarnings("unchecked") // values are lists, each element of its own type
    private static SqlType<List<?>> type(SqlType<?> unknown) {
        return (SqlType<List<?>>) unknown;
    }

    @Override
    public SqlType<List<?>> type() {
        return TYPE;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
