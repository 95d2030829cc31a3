package io.granary.sql;

/**
 * One method a kind of what may stand in FROM.
 *
 * @param <R> what comes of a visit
 */
public interface FromVisitor<R> {

    /**
     * {@return what comes of a table}
     *
     * @param table what stands in FROM
     */
    R visit(TableReference table);

    /**
     * {@return what comes of a table under another name}
     *
     * @param alias what stands in FROM
     */
    R visit(TableAlias alias);

    /**
     * {@return what comes of a join}
     *
     * @param join what stands in FROM
     */
    R visit(Join join);

    /**
     * {@return what comes of a query}
     *
     * @param subquery what stands in FROM
     */
    R visit(Subquery subquery);

    /**
     * {@return what comes of a common table expression}
     *
     * @param cte what stands in FROM
     */
    R visit(Cte cte);

    /**
     * {@return what comes of rows of values}
     *
     * @param values what stands in FROM
     */
    R visit(ValuesTable values);

    /**
     * {@return what comes of a function that gives rows}
     *
     * @param function what stands in FROM
     */
    R visit(TableFunction function);
}
