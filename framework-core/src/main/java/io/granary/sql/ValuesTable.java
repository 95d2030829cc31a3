package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of values in the place of a table. Two are the same only if they are one object. */
public final class ValuesTable implements FromElement {

    private final String name;
    private final List<ColumnExpression<?>> columns;
    private final List<List<Expression<?>>> rows;

    private ValuesTable(String name, List<ColumnExpression<?>> columns, List<List<Expression<?>>> rows) {
        this.name = requireNonNull(name, "name");
        this.rows = rows;
        this.columns = columns.stream()
                .<ColumnExpression<?>>map(
                        column -> new DerivedColumn<>(this, column.name(), column.key(), column.type()))
                .toList();
    }

    static ValuesTable of(String name, List<ColumnExpression<?>> columns) {
        return new ValuesTable(name, columns, List.of());
    }

    /**
     * {@return these rows and one more}
     *
     * @param values one for each column, null included
     * @throws ArgumentException when there are more or fewer
     */
    public ValuesTable row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw ArgumentException.of(
                    "A row of " + values.length + " values was given to " + name + ", which has " + columns.size()
                            + " columns.",
                    "Give one value for each column, null included.");
        }
        List<Expression<?>> row = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            row.add(AssignedValue.of(columns.get(i), values[i]));
        }
        List<List<Expression<?>>> more = new ArrayList<>(rows);
        more.add(List.copyOf(row));
        return new ValuesTable(name, columns, List.copyOf(more));
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return the rows, each with one value for each column} */
    public List<List<Expression<?>>> rows() {
        return rows;
    }

    @Override
    public List<ColumnExpression<?>> columns() {
        return columns;
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
