package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.type.SqlType;
import java.util.Optional;

/**
 * A column of a {@link Table}. Immutable, and one object only: two columns are the same if they are one.
 *
 * @param <T> the Java class of its values
 */
public final class Column<T> implements ColumnExpression<T> {

    private final Table table;
    private final String name;
    private final SqlType<T> type;
    private final ColumnOptions<T> options;

    Column(Table table, String name, SqlType<T> type, ColumnOptions<T> options) {
        this.table = table;
        this.name = requireNonNull(name, "name");
        this.type = requireNonNull(type, "type");
        this.options = options;
        if (name.isBlank()) {
            throw ArgumentException.of("A column of " + table.tableName() + " has no name.", "Give it one.");
        }
        if (options.isIdentity() && !type.kind().isInteger()) {
            throw ArgumentException.of(
                    "Column " + table.tableName() + "." + name + " of " + type.kind()
                            + " cannot be numbered by the database.",
                    "Give it a type of whole numbers, or leave identity() away.");
        }
    }

    /** {@return the table it is a column of} */
    public Table table() {
        return table;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String key() {
        return options.keyOr(name);
    }

    @Override
    public SqlType<T> type() {
        return type;
    }

    /** {@return what else was said of it} */
    public ColumnOptions<T> options() {
        return options;
    }

    /** {@return whether it may hold NULL; a column of the primary key may not} */
    public boolean isNullable() {
        return options.isNullable() && !table.primaryKey().columns().contains(this);
    }

    @Override
    public Optional<FromElement> from() {
        return Optional.of(table);
    }

    @Override
    @SuppressWarnings("unchecked") // who said what it is read as gave an expression of its class
    public Optional<Expression<T>> readAs() {
        return (Optional<Expression<T>>) (Optional<?>) table.readAs(key(), table);
    }

    /** {@return its name behind its table's} */
    @Override
    public String toString() {
        return table.tableName() + "." + name;
    }
}
