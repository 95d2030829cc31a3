package io.granary.sql;

import java.util.List;

/**
 * What may stand in FROM: a table, an alias, a join, a query. In the list of a SELECT it stands for all its columns.
 */
public sealed interface FromElement extends SelectItem
        permits TableReference, TableAlias, Join, Subquery, Cte, ValuesTable, TableFunction {

    /** {@return its columns in order; unmodifiable} */
    List<ColumnExpression<?>> columns();

    /**
     * Hands this to the method for its kind.
     *
     * @param visitor what to do with each kind
     * @param <R> what comes of it
     * @return what the visitor returned
     */
    <R> R accept(FromVisitor<R> visitor);

    /**
     * {@return the column of this that another column became here, as that of a table in its alias}
     *
     * @param <T> the Java class of its values
     * @param original the other column
     * @throws io.granary.error.NoSuchColumnException when there is none of its name
     */
    @SuppressWarnings("unchecked") // a column keeps its type from table to alias and from query to subquery
    default <T> ColumnExpression<T> column(ColumnExpression<T> original) {
        return (ColumnExpression<T>) column(original.key());
    }

    /**
     * {@return the column that an expression with a name became here, as a function in the query that this stands for}
     *
     * @param <T> the Java class of its values
     * @param original the expression, under the name that it was selected by
     * @throws io.granary.error.NoSuchColumnException when there is none of its name
     */
    @SuppressWarnings("unchecked") // an expression keeps its type from query to subquery
    default <T> ColumnExpression<T> column(Labeled<T> original) {
        return (ColumnExpression<T>) column(original.name());
    }

    /**
     * {@return the column of a name}
     *
     * @param key its name in Java code
     * @throws io.granary.error.NoSuchColumnException when there is none of its name
     */
    default ColumnExpression<?> column(String key) {
        return FromColumns.find(this, key);
    }

    /**
     * {@return this joined with something else, by the one foreign key between them}
     *
     * @param right the other
     */
    default Join join(FromElement right) {
        return new Join(this, JoinKind.INNER, right, null);
    }

    /**
     * {@return this joined with something else}
     *
     * @param right the other
     * @param on which rows go together
     */
    default Join join(FromElement right, Expression<Boolean> on) {
        return new Join(this, JoinKind.INNER, right, on);
    }

    /**
     * {@return this joined with something else by the one foreign key between them; rows of this without a match are kept}
     *
     * @param right the other
     */
    default Join leftJoin(FromElement right) {
        return new Join(this, JoinKind.LEFT, right, null);
    }

    /**
     * {@return this joined with something else; rows of this without a match are kept}
     *
     * @param right the other
     * @param on which rows go together
     */
    default Join leftJoin(FromElement right, Expression<Boolean> on) {
        return new Join(this, JoinKind.LEFT, right, on);
    }
}
