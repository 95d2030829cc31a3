package io.granary.sql;

/** Where statements begin: meant for {@code import static}. */
public final class Sql {

    private Sql() {}

    /**
     * {@return a statement in the database's own SQL, with {@code :name} for each value}
     *
     * @param sql one statement; see {@link TextClause} for what is rewritten in it and what is not
     * @throws io.granary.error.ArgumentException when it is blank
     */
    public static TextClause text(String sql) {
        return TextClause.of(sql);
    }
}
