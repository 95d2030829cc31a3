package io.granary.schema;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands in the place of a column that the database does not have: one expression for the table, and new ones for its aliases, which keep them. */
final class ReadColumn {

    private final Function<FromElement, Expression<?>> expression;
    private final AtomicReference<@Nullable Expression<?>> inTable = new AtomicReference<>();

    ReadColumn(Function<FromElement, Expression<?>> expression) {
        this.expression = expression;
    }

    Expression<?> inTable(Table table) {
        Expression<?> known = inTable.get();
        if (known != null) {
            return known;
        }
        Expression<?> first = expression.apply(table);
        Expression<?> other = inTable.compareAndExchange(null, first);
        return other == null ? first : other;
    }

    Expression<?> in(FromElement alias) {
        return expression.apply(alias);
    }
}
