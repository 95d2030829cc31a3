package io.granary.sql;

import java.util.Optional;
import java.util.Set;

/**
 * Words for the planner of a database, which change no result. Immutable. (SQLAlchemy's {@code prefix_with}, {@code suffix_with}, {@code with_hint} and {@code
 * with_statement_hint}.)
 *
 * @param place where they stand
 * @param table of which table they speak; for {@link Place#TABLE} only
 * @param sql the words, trusted as they are
 * @param dialects the names of the databases that they are for; none for all
 */
public record Hint(Place place, Optional<FromElement> table, String sql, Set<String> dialects) {

    /** Where the words stand. */
    public enum Place {
        /** Directly behind SELECT. */
        PREFIX,
        /** Behind the name of a table in FROM, and behind its other name if it has one. */
        TABLE,
        /** At the end of the SELECT. */
        SUFFIX
    }

    /** Copies the set. */
    public Hint {
        dialects = Set.copyOf(dialects);
    }

    /**
     * {@return words directly behind SELECT}
     *
     * @param sql trusted, such as a comment with a plus sign
     */
    public static Hint prefix(String sql) {
        return new Hint(Place.PREFIX, Optional.empty(), sql, Set.of());
    }

    /**
     * {@return words at the end of a SELECT}
     *
     * @param sql trusted
     */
    public static Hint suffix(String sql) {
        return new Hint(Place.SUFFIX, Optional.empty(), sql, Set.of());
    }

    /**
     * {@return words behind a table in FROM}
     *
     * @param table which, as it stands in FROM
     * @param sql trusted, such as {@code USE INDEX (name)}
     */
    public static Hint table(FromElement table, String sql) {
        return new Hint(Place.TABLE, Optional.of(table), sql, Set.of());
    }

    /**
     * {@return this for some databases only; the others do not see it}
     *
     * @param dialects their names: {@code postgresql}, {@code mysql}, {@code mariadb}, {@code h2}
     */
    public Hint on(String... dialects) {
        return new Hint(place, table, sql, Set.of(dialects));
    }

    /**
     * {@return whether a database is to see it}
     *
     * @param dialect the name of the database
     */
    public boolean isFor(String dialect) {
        return dialects.isEmpty() || dialects.contains(dialect);
    }
}
