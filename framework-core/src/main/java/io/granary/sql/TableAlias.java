package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A table under another name, so that it can stand in a statement twice, or so that a part of it only is read. Two of one table, name and part are
 * the same. Immutable.
 */
public sealed class TableAlias implements FromElement permits TypedAlias {

    private final TableReference table;
    private final String name;
    private final Optional<Sampling> sampling;
    private final Map<String, Expression<?>> read = new ConcurrentHashMap<>();

    TableAlias(TableReference table, String name, Optional<Sampling> sampling) {
        this.table = requireNonNull(table, "table");
        this.name = requireNonNull(name, "name");
        this.sampling = sampling;
    }

    /** {@return the table} */
    public TableReference table() {
        return table;
    }

    /** {@return the other name} */
    public final String name() {
        return name;
    }

    /** {@return which part of it is read; empty for all} */
    public final Optional<Sampling> sampling() {
        return sampling;
    }

    /**
     * {@return this, of which a part only is read; PostgreSQL only}
     *
     * @param part which
     */
    public TableAlias sample(Sampling part) {
        return new TableAlias(table, name, Optional.of(part));
    }

    @Override
    public final List<ColumnExpression<?>> columns() {
        return table.columns().stream()
                .<ColumnExpression<?>>map(
                        column -> new DerivedColumn<>(this, column.name(), column.key(), column.type()))
                .toList();
    }

    @Override
    public final <T> ColumnExpression<T> column(ColumnExpression<T> original) {
        ColumnExpression<?> own = table.column(original.key());
        return new DerivedColumn<>(this, own.name(), own.key(), original.type());
    }

    /** What stands in the place of a column here: made once, and kept with this, for values within it have one place in a statement. */
    final Optional<Expression<?>> readAs(String key) {
        if (!table.hasExpressions()) {
            return Optional.empty();
        }
        Expression<?> known = read.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Expression<?>> first = table.readAs(key, this);
        Expression<?> other = first.isPresent() ? read.putIfAbsent(key, first.orElseThrow()) : null;
        return other == null ? first : Optional.of(other);
    }

    @Override
    public final <R> R accept(FromVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof TableAlias alias
                && table.equals(alias.table)
                && name.equals(alias.name)
                && sampling.equals(alias.sampling);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(table, name, sampling);
    }

    /** {@return its name} */
    @Override
    public final String toString() {
        return name;
    }
}
