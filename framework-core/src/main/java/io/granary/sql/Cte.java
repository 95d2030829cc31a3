package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A common table expression: a query, or a statement that changes rows and returns them, that stands before the statement and is read like a table. */
public final class Cte implements FromElement {

    private final String name;
    private final @Nullable Executable definition;
    private final boolean recursive;
    private final @Nullable Boolean materialized;
    private final List<ColumnExpression<?>> columns;

    private Cte(
            String name,
            @Nullable Executable definition,
            boolean recursive,
            @Nullable Boolean materialized,
            List<Expression<?>> outputs) {
        this.name = requireNonNull(name, "name");
        this.definition = definition;
        this.recursive = recursive;
        this.materialized = materialized;
        this.columns = FromColumns.of(this, outputs);
    }

    static Cte of(String name, Query query) {
        return new Cte(name, query, false, null, query.outputs());
    }

    static Cte of(String name, Executable changing, List<Expression<?>> returning) {
        return new Cte(name, changing, false, null, returning);
    }

    /** The second part of the query is made from a reference to the whole. */
    static Cte recursive(String name, Query base, boolean all, Function<Cte, Query> next) {
        Cte itself = new Cte(name, null, true, null, base.outputs());
        Query step = next.apply(itself);
        return new Cte(name, all ? base.unionAll(step) : base.union(step), true, null, base.outputs());
    }

    /** {@return this, kept by the database once it was computed; PostgreSQL only} */
    public Cte materialized() {
        return new Cte(name, definition, recursive, true, outputs());
    }

    /** {@return this, made part of what reads it; PostgreSQL only} */
    public Cte notMaterialized() {
        return new Cte(name, definition, recursive, false, outputs());
    }

    private List<Expression<?>> outputs() {
        return List.copyOf(columns);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return what it stands for; empty for a reference to itself within a recursive one} */
    public Optional<Executable> definition() {
        return Optional.ofNullable(definition);
    }

    /** {@return whether it reads itself} */
    public boolean recursive() {
        return recursive;
    }

    /** {@return whether the database is told to keep it, or not to; empty where it decides} */
    public Optional<Boolean> materialization() {
        return Optional.ofNullable(materialized);
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
