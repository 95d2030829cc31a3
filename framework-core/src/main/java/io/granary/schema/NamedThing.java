package io.granary.schema;

import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a naming convention looks at: a constraint or an index that wants a name. */
record NamedThing(
        Table table,
        List<Column<?>> columns,
        @Nullable Table referredTable,
        List<Column<?>> referredColumns,
        Optional<String> ownName) {

    static NamedThing of(Table table, Constraint constraint) {
        if (constraint instanceof ForeignKey key) {
            return new NamedThing(table, key.columns(), key.target(), key.targetColumns(), key.name());
        } else if (constraint instanceof UniqueConstraint unique) {
            return new NamedThing(table, unique.columns(), null, List.of(), unique.name());
        } else if (constraint instanceof PrimaryKey key) {
            return new NamedThing(table, key.columns(), null, List.of(), key.name());
        }
        return new NamedThing(
                table,
                columnsIn(List.of(((CheckConstraint) constraint).condition())),
                null,
                List.of(),
                constraint.name());
    }

    static NamedThing of(Table table, List<? extends Expression<?>> terms) {
        return new NamedThing(table, columnsIn(terms), null, List.of(), Optional.empty());
    }

    private static List<Column<?>> columnsIn(List<? extends Expression<?>> expressions) {
        List<Column<?>> columns = new ArrayList<>();
        ExpressionWalker walker = new ExpressionWalker() {
            @Override
            public ExpressionWalker visit(ColumnExpression<?> expression) {
                if (expression instanceof Column<?> column && !columns.contains(column)) {
                    columns.add(column);
                }
                return this;
            }
        };
        expressions.forEach(expression -> expression.accept(walker));
        return columns;
    }
}
