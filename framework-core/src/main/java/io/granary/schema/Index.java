package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param name its name
 * @param table of which table
 * @param terms what it orders by: columns, or expressions where the database takes them
 * @param unique whether no two rows may agree in them
 * @param condition which rows it holds; null for all
 */
public record Index(
        String name,
        Table table,
        List<Expression<?>> terms,
        boolean unique,
        @Nullable Expression<Boolean> condition) {

    /** Copies the list. */
    public Index {
        requireNonNull(name, "name");
        requireNonNull(table, "table");
        terms = List.copyOf(terms);
    }

    /** {@return this, in which no two rows may agree} */
    public Index asUnique() {
        return new Index(name, table, terms, true, condition);
    }

    /**
     * {@return this, of some rows only}
     *
     * @param rows which; its values are written into the text of CREATE INDEX
     */
    public Index where(Expression<Boolean> rows) {
        return new Index(name, table, terms, unique, rows);
    }
}
