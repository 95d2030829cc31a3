package io.granary.schema;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What stands in the place of a column that the database does not have: one expression for the table, and one for each alias of it. */
final class ReadColumn {

    /** Statements that make up their aliases would fill memory otherwise. */
    private static final int ENOUGH = 256;

    private final Function<FromElement, Expression<?>> expression;
    private final Map<FromElement, Expression<?>> made = new ConcurrentHashMap<>();

    ReadColumn(Function<FromElement, Expression<?>> expression) {
        this.expression = expression;
    }

    Expression<?> in(FromElement element) {
        Expression<?> known = made.get(element);
        if (known != null) {
            return known;
        }
        if (made.size() >= ENOUGH) {
            made.clear();
        }
        Expression<?> first = expression.apply(element);
        Expression<?> other = made.putIfAbsent(element, first);
        return other == null ? first : other;
    }
}
