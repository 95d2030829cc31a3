package io.granary.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query in FROM, under a name of its own. Two are the same only if they are one object. */
public final class Subquery implements FromElement {

    private final Query query;
    private final @Nullable String name;
    private final boolean lateral;
    private final List<ColumnExpression<?>> columns;

    Subquery(Query query, @Nullable String name, boolean lateral) {
        this.query = query;
        this.name = name;
        this.lateral = lateral;
        this.columns = FromColumns.of(this, query.outputs());
    }

    /** {@return the query} */
    public Query query() {
        return query;
    }

    /** {@return its name; empty where the compiler finds one} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return whether it may refer to what stands before it in FROM} */
    public boolean lateral() {
        return lateral;
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
        return name().orElse("a subquery");
    }
}
