package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.Types;

/**
 * One field of a date or time.
 *
 * @param field which
 * @param operand of what
 */
public record Extract(DatePart field, Expression<?> operand) implements Expression<Integer> {

    @Override
    public SqlType<Integer> type() {
        return Types.INTEGER;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
