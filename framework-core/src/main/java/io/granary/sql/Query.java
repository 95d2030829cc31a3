package io.granary.sql;

import java.util.List;

/**
 * A statement that gives rows and can stand within another: a SELECT, several joined by UNION, INTERSECT or EXCEPT, or a text whose columns are told.
 */
public sealed interface Query extends Executable permits Select, CompoundSelect, TextSelect {

    /** {@return what each row is made of, tables taken apart into their columns} */
    List<Expression<?>> outputs();

    /** {@return this as something to select from, under a name that the compiler finds} */
    default Subquery subquery() {
        return new Subquery(this, null, false);
    }

    /**
     * {@return this as something to select from}
     *
     * @param name its name
     */
    default Subquery subquery(String name) {
        return new Subquery(this, name, false);
    }

    /**
     * {@return this as something to select from that may refer to what stands before it in FROM}
     *
     * @param name its name
     */
    default Subquery lateral(String name) {
        return new Subquery(this, name, true);
    }

    /**
     * {@return this as a common table expression}
     *
     * @param name its name
     */
    default Cte cte(String name) {
        return Cte.of(name, this);
    }

    /** {@return whether this gives any row} */
    default Condition exists() {
        return new Exists(this);
    }

    /**
     * {@return the rows of this and of others, equal ones once}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect union(Query... others) {
        return CompoundSelect.of(SetOperator.UNION, this, others);
    }

    /**
     * {@return the rows of this and of others}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect unionAll(Query... others) {
        return CompoundSelect.of(SetOperator.UNION_ALL, this, others);
    }

    /**
     * {@return the rows that this and others have in common, equal ones once}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect intersect(Query... others) {
        return CompoundSelect.of(SetOperator.INTERSECT, this, others);
    }

    /**
     * {@return the rows that this and others have in common}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect intersectAll(Query... others) {
        return CompoundSelect.of(SetOperator.INTERSECT_ALL, this, others);
    }

    /**
     * {@return the rows of this that others have not, equal ones once}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect except(Query... others) {
        return CompoundSelect.of(SetOperator.EXCEPT, this, others);
    }

    /**
     * {@return the rows of this that others have not}
     *
     * @param others queries with as many columns
     */
    default CompoundSelect exceptAll(Query... others) {
        return CompoundSelect.of(SetOperator.EXCEPT_ALL, this, others);
    }
}
