package io.granary.dialect;

/**
 * What an IN over no values becomes: false, and true after NOT, for every left side, NULL included.
 *
 * <p>SQLAlchemy closes the parenthesis and appends {@code AND (1 != 1)}. That is right for an expression it parenthesises as a whole; in a
 * text it would change its meaning ({@code a and x not in (…)} would become {@code (a and …) or (1 = 1)}, true for every row of a DELETE). So the
 * form has to be one operand in the place of the operator and its list.
 */
public enum EmptyList {
    /**
     * A comparison with an empty array. PostgreSQL infers its type from the left side, row values included, where it takes a NULL in a subquery
     * for text and refuses {@code integer = text}. The OPERATOR spelling binds about as tightly as IN; a bare {@code =} would not.
     */
    ARRAY {
        @Override
        public String render(boolean negated, int arity) {
            return negated ? "operator(<>) all ('{}')" : "operator(=) any ('{}')";
        }
    },
    /** A subquery without rows, for databases that compare NULL with any type. It must have as many columns as the left side. */
    SUBQUERY {
        @Override
        public String render(boolean negated, int arity) {
            return (negated ? "not in (select null" : "in (select null")
                    + ", null".repeat(arity - 1)
                    + " from dual where 1 <> 1)";
        }
    },
    /** The same for SQLite, which has no {@code dual} and does not miss it. */
    BARE_SUBQUERY {
        @Override
        public String render(boolean negated, int arity) {
            return (negated ? "not in (select null" : "in (select null") + ", null".repeat(arity - 1)
                    + " where 1 <> 1)";
        }
    };

    /**
     * {@return what stands in place of the operator and its list}
     *
     * @param negated whether the operator is NOT IN
     * @param arity how many columns the left side has
     */
    public abstract String render(boolean negated, int arity);
}
