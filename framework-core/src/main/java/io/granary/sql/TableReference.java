package io.granary.sql;

import java.util.List;
import java.util.Optional;

/** A table of the database. */
public non-sealed interface TableReference extends FromElement {

    /** {@return the schema it is in; empty for that of the session} */
    Optional<String> schemaName();

    /** {@return its name} */
    String tableName();

    /** {@return the foreign keys of this table} */
    List<ForeignKeyLink> links();

    /** {@return the columns of its primary key; none if it has none} */
    List<ColumnExpression<?>> primaryKeyColumns();

    /** {@return the query that gives its rows, where they are made of those of several tables; empty for a table of the database} */
    default Optional<Query> source() {
        return Optional.empty();
    }

    /**
     * {@return what tells the query that gives its rows from the one that gave them before; empty where that is always the same}
     *
     * <p>Statements that were written before are not used again once it is another.
     */
    default Optional<Object> variant() {
        return Optional.empty();
    }

    /**
     * {@return what it stands for where that is no table of the database: a query in FROM, or a common table expression, whose columns it takes and
     * whose name it goes by; empty for all others}
     */
    default Optional<FromElement> standsFor() {
        return Optional.empty();
    }

    /** {@return which rows of the table it stands for; empty for all of them} */
    default Optional<RowFilter> filter() {
        return Optional.empty();
    }

    /** {@return whether an expression stands in the place of some of its columns, as {@link #readAs} has it} */
    default boolean hasExpressions() {
        return false;
    }

    /**
     * {@return what stands in the place of a column wherever it is read; empty for a column of the database}
     *
     * <p>It is the same object each time for the table itself, and a new one for each call for an alias, which keeps it.
     *
     * @param key the column's name in Java code
     * @param in the table, or an alias of it: whose columns the expression is of
     */
    default Optional<Expression<?>> readAs(String key, FromElement in) {
        return Optional.empty();
    }

    /**
     * {@return this table under another name}
     *
     * @param alias the name
     */
    default TableAlias as(String alias) {
        return new TableAlias(this, alias, Optional.empty());
    }

    @Override
    default <R> R accept(FromVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
