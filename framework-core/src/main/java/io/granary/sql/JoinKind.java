package io.granary.sql;

/** The kinds of joins. */
public enum JoinKind {
    /** Rows that go together. */
    INNER("JOIN"),
    /** All rows of the left side. */
    LEFT("LEFT OUTER JOIN"),
    /** All rows of the right side. */
    RIGHT("RIGHT OUTER JOIN"),
    /** All rows of both sides. */
    FULL("FULL OUTER JOIN"),
    /** Each row with each. */
    CROSS("CROSS JOIN");

    private final String sql;

    JoinKind(String sql) {
        this.sql = sql;
    }

    /** {@return its spelling} */
    public String sql() {
        return sql;
    }
}
