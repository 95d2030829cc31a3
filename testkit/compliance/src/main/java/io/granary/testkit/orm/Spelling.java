package io.granary.testkit.orm;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.testkit.Bench;
import io.granary.testkit.Claim;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How statements of sessions are spelled on a database, of one way in which suites write them: with what comes back after {@code RETURNING}, the rows of an INSERT
 * as lists of values, the keys that a SELECT looks for after {@code IN}, and a lock as {@code FOR UPDATE}.
 *
 * <ul>
 *   <li>Where an INSERT returns nothing, {@code RETURNING} is left out, and each row is a statement; where an UPDATE returns nothing, it is left out, too.
 *   <li>Where what is returned is a query of {@code FINAL TABLE}, it is that.
 *   <li>Where rows go in columns of values, several rows come from {@code unnest}, and keys are {@code = ANY (?)}.
 *   <li>Where rows cannot be locked, {@code FOR UPDATE} is left out.
 * </ul>
 *
 * @param dialect the database's
 * @param locksRows whether it has locks of rows
 */
record Spelling(Dialect dialect, boolean locksRows) {

    private static final Pattern INSERT =
            Pattern.compile("INSERT INTO (\\w+) \\((.+?)\\) VALUES (\\(.+?\\))(?: RETURNING (.+))?");
    private static final Pattern UPDATE = Pattern.compile("(UPDATE (\\w+) .+?) RETURNING (.+)");
    private static final Pattern KEYS = Pattern.compile(" IN \\(\\?(, \\?)*\\)");
    private static final String LOCK = " FOR UPDATE";

    /** {@return the spelling of a test's database} */
    static Spelling of(Bench bench) {
        return new Spelling(bench.engine().dialect(), bench.capabilities().claims(Claim.LOCKS_ROWS));
    }

    /** {@return whether many rows go in columns of values: then a statement has one set of them, and otherwise one for each row} */
    boolean inColumns() {
        return Stream.of(Feature.ARRAYS, Feature.TABLE_FUNCTIONS, Feature.UPDATE_FROM, Feature.UPDATE_RETURNING)
                .allMatch(dialect::supports);
    }

    /** {@return what is sent for a statement, usually one} */
    List<String> of(String statement) {
        Matcher insert = INSERT.matcher(statement);
        if (insert.matches()) {
            return insert(
                    insert.group(1),
                    List.of(insert.group(2).split(", ")),
                    List.of(insert.group(3).split("(?<=\\)), ")),
                    Optional.ofNullable(insert.group(4)));
        }
        Matcher update = UPDATE.matcher(statement);
        if (update.matches() && !statement.contains("unnest")) {
            Optional<String> returned =
                    Optional.of(update.group(3)).filter(what -> dialect.supports(Feature.UPDATE_RETURNING));
            return List.of(returning(update.group(1), update.group(2), returned));
        }
        String spelled = statement.endsWith(LOCK) && !locksRows
                ? statement.substring(0, statement.length() - LOCK.length())
                : statement;
        boolean looksForKeys = inColumns() && spelled.startsWith("SELECT");
        return List.of(looksForKeys ? KEYS.matcher(spelled).replaceAll(" = ANY (?)") : spelled);
    }

    private List<String> insert(String table, List<String> columns, List<String> rows, Optional<String> returned) {
        String into = "INSERT INTO " + table + " (" + String.join(", ", columns) + ")";
        if (returned.isPresent() && !dialect.supports(Feature.INSERT_RETURNING)) {
            return rows.stream().map(row -> into + " VALUES " + row).toList();
        }
        String inserted =
                into + (rows.size() > 1 && inColumns() ? unnested(columns) : " VALUES " + String.join(", ", rows));
        return List.of(returning(inserted, table, returned));
    }

    private String returning(String change, String table, Optional<String> returned) {
        return returned.map(what -> dialect.name().equals("h2")
                        ? "SELECT " + what + " FROM FINAL TABLE (" + change + ") AS " + table
                        : change + " RETURNING " + what)
                .orElse(change);
    }

    private static String unnested(List<String> columns) {
        String values = String.join(", ", columns.stream().map(column -> "?").toList());
        return " SELECT page." + String.join(", page.", columns) + " FROM unnest(" + values
                + ") WITH ORDINALITY AS page (" + String.join(", ", columns) + ", ordinality) ORDER BY page.ordinality";
    }
}
