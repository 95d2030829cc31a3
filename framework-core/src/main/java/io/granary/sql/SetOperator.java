package io.granary.sql;

/** How queries are joined as sets of rows. */
public enum SetOperator {
    /** Rows of either, once. */
    UNION("UNION"),
    /** Rows of either. */
    UNION_ALL("UNION ALL"),
    /** Rows of both, once. */
    INTERSECT("INTERSECT"),
    /** Rows of both. */
    INTERSECT_ALL("INTERSECT ALL"),
    /** Rows of the first only, once. */
    EXCEPT("EXCEPT"),
    /** Rows of the first only. */
    EXCEPT_ALL("EXCEPT ALL");

    private final String sql;

    SetOperator(String sql) {
        this.sql = sql;
    }

    /** {@return its spelling} */
    public String sql() {
        return sql;
    }
}
