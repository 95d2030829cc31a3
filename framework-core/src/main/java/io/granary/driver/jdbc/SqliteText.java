package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import java.util.regex.Pattern;

/** What the text of a statement of SQLite's tells before it runs. */
final class SqliteText {

    /** Behind blanks; whoever hides it in comments gets what he wants. */
    private static final Pattern SETS_BUSY_TIMEOUT = Pattern.compile(
            "\\s*+pragma\\s++(?:\\w++\\s*+\\.\\s*+)?busy_timeout\\s*+[=(].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Behind blanks and comments. */
    private static final Pattern CHANGES_ROWS = Pattern.compile(
            "(?:\\s++|--[^\n]*+|/\\*(?:[^*]++|\\*(?!/))*+\\*/)*+(?:insert|update|delete|replace|with)\\b",
            Pattern.CASE_INSENSITIVE);

    private SqliteText() {}

    /**
     * Refuses to set {@code busy_timeout}: SQLite's own wait for locks would take the place of ours, which ends when its statement is to stop.
     *
     * @throws DriverException if the statement does
     */
    static void check(String sql) {
        if (SETS_BUSY_TIMEOUT.matcher(sql).matches()) {
            throw new DriverException(
                    Origin.REFUSED,
                    "how long a lock is waited for is said in the URL, as ?busy_timeout=5000, and not by a pragma, after which a"
                            + " statement that waits could not be stopped",
                    null,
                    0,
                    null,
                    null);
        }
    }

    /** {@return whether a statement is of those that set the number of changed rows; after all others it is that of the last such one} */
    static boolean changesRows(String sql) {
        return CHANGES_ROWS.matcher(sql).lookingAt();
    }
}
