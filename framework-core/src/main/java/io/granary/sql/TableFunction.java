package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.Types;
import java.util.ArrayList;
import java.util.List;

/** A function that gives rows, in the place of a table. Two are the same only if they are one object. */
public final class TableFunction implements FromElement {

    private final FunctionCall<?> call;
    private final String name;
    private final boolean ordinality;
    private final List<ColumnExpression<?>> columns;

    private TableFunction(FunctionCall<?> call, String name, boolean ordinality, List<ColumnExpression<?>> columns) {
        this.call = call;
        this.name = name;
        this.ordinality = ordinality;
        this.columns = columns.stream()
                .<ColumnExpression<?>>map(
                        column -> new DerivedColumn<>(this, column.name(), column.key(), column.type()))
                .toList();
    }

    static TableFunction of(FunctionCall<?> call, String name, List<ColumnExpression<?>> columns) {
        return new TableFunction(requireNonNull(call, "call"), requireNonNull(name, "name"), false, columns);
    }

    /** {@return this with one more column, {@code ordinality}, that numbers the rows from 1; PostgreSQL only} */
    public TableFunction withOrdinality() {
        List<ColumnExpression<?>> more = new ArrayList<>(columns);
        more.add(new DerivedColumn<>(null, "ordinality", "ordinality", Types.BIG_INTEGER));
        return new TableFunction(call, name, true, more);
    }

    /** {@return the function} */
    public FunctionCall<?> call() {
        return call;
    }

    /** {@return its name in the statement} */
    public String name() {
        return name;
    }

    /** {@return whether the rows are numbered} */
    public boolean ordinality() {
        return ordinality;
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
