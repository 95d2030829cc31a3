package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of an alias, a subquery, a common table expression or a function.
 *
 * @param <T> the Java class of its values
 * @param owner what it is a column of; null for one that belongs to nothing
 * @param name its name there
 * @param key its name in Java code
 * @param type what its values are
 */
public record DerivedColumn<T>(@Nullable FromElement owner, String name, String key, SqlType<T> type)
        implements ColumnExpression<T> {

    /** Checks that all is there. */
    public DerivedColumn {
        requireNonNull(name, "name");
        requireNonNull(key, "key");
        requireNonNull(type, "type");
    }

    @Override
    public Optional<FromElement> from() {
        return Optional.ofNullable(owner);
    }

    @Override
    @SuppressWarnings("unchecked") // a column keeps its type from table to alias
    public Optional<Expression<T>> readAs() {
        Optional<Expression<?>> expression = owner instanceof TableAlias alias
                ? alias.readAs(key)
                : owner instanceof TableReference table ? table.readAs(key, table) : Optional.empty();
        return (Optional<Expression<T>>) (Optional<?>) expression;
    }

    /** {@return its name, behind that of what it belongs to} */
    @Override
    public String toString() {
        return owner == null ? name : owner + "." + name;
    }
}
