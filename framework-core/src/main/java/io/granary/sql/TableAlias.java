package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A table under another name, so that it can stand in a statement twice, or so that a part of it only is read.
 *
 * @param table the table
 * @param name the other name
 * @param sampling which part of it is read; empty for all
 */
public record TableAlias(TableReference table, String name, Optional<Sampling> sampling) implements FromElement {

    /** Checks that all is there. */
    public TableAlias {
        requireNonNull(table, "table");
        requireNonNull(name, "name");
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
    public List<ColumnExpression<?>> columns() {
        return table.columns().stream()
                .<ColumnExpression<?>>map(
                        column -> new DerivedColumn<>(this, column.name(), column.key(), column.type()))
                .toList();
    }

    @Override
    public <T> ColumnExpression<T> column(ColumnExpression<T> original) {
        ColumnExpression<?> own = table.column(original.key());
        return new DerivedColumn<>(this, own.name(), own.key(), original.type());
    }

    @Override
    public <R> R accept(FromVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
