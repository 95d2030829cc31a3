package io.granary.driver.r2dbc;

/** A text under a name, and the columns of what it gives, once the server has told them. It is told by one statement, and read by those after it. */
final class PostgresPrepared {

    private final String name;
    private final int[] types;
    private volatile boolean known;
    private volatile PostgresColumns columns = PostgresColumns.UNKNOWN;

    PostgresPrepared(String name, int[] types) {
        this.name = name;
        this.types = types;
    }

    String name() {
        return name;
    }

    int[] types() {
        return types;
    }

    /** {@return whether the server knows it} */
    boolean isKnown() {
        return known;
    }

    /** The server has it from now on. */
    void learn() {
        known = true;
    }

    /** {@return whether the server has told what it gives} */
    boolean isDescribed() {
        return !columns.equals(PostgresColumns.UNKNOWN);
    }

    /** {@return what it gives, {@link PostgresColumns#UNKNOWN} if nobody asked yet} */
    PostgresColumns columns() {
        return columns;
    }

    /** The server refuses a prepared statement whose columns have changed, so they are asked for once. */
    void describe(PostgresColumns described) {
        columns = described;
    }
}
