package io.granary.sql;

import org.jspecify.annotations.Nullable;

/** What a column is set to. */
final class AssignedValue {

    private AssignedValue() {}

    /** An expression stays one, a query becomes the value it gives, anything else a parameter of the column's type. */
    static Expression<?> of(ColumnExpression<?> column, @Nullable Object value) {
        if (value instanceof Expression<?> expression) {
            return expression;
        } else if (value instanceof Query query) {
            return new ScalarSubquery<>(query, column.type());
        } else if (value instanceof Bind<?> bind) {
            return bind;
        }
        return new Bind<>(null, column.key(), value, true, column.type(), false);
    }
}
