package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import io.granary.driver.DriverSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What stands behind the question mark of a URL of SQLite's: pragmas, how long a lock is waited for, and the word behind BEGIN.
 *
 * <p>SQLite ignores a pragma that it does not know, and takes a value that it does not know for another, both in silence. So the values of those that have a
 * line in the guide are checked here, and the names of the others by {@link #unknown()} on a connection.
 *
 * @param pragmas set at each connect, by name
 * @param busyTimeout how long a lock is waited for; not negative
 */
record SqliteOptions(Map<String, String> pragmas, Duration busyTimeout) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String SWITCH = "on|off|true|false|yes|no|1|0";
    private static final String BUSY = "busy_timeout";
    private static final String BEGIN = "begin";
    private static final String FOREIGN_KEYS = "foreign_keys";

    private static final Map<String, String> VALUES = Map.of(
            BUSY,
            "[0-9]{1,9}",
            BEGIN,
            "deferred|immediate|exclusive",
            FOREIGN_KEYS,
            SWITCH,
            "case_sensitive_like",
            SWITCH,
            "journal_mode",
            "delete|truncate|persist|memory|wal|off");

    /**
     * {@return what a URL's options say, and what they leave open}
     *
     * @param settings with the options
     * @throws DriverException if one is not what it can be; nothing was opened
     */
    static SqliteOptions of(DriverSettings settings) {
        Map<String, String> given = settings.options();
        given.forEach(SqliteOptions::check);
        Map<String, String> pragmas = new TreeMap<>(Map.of(FOREIGN_KEYS, "on"));
        pragmas.putAll(given);
        pragmas.remove(BUSY);
        pragmas.remove(BEGIN);
        return new SqliteOptions(pragmas, Duration.ofMillis(Long.parseLong(given.getOrDefault(BUSY, "5000"))));
    }

    /**
     * {@return the statement that begins a transaction}
     *
     * @param settings whose options were found in order when the driver was made
     */
    static String begin(DriverSettings settings) {
        return "begin " + settings.options().getOrDefault(BEGIN, "deferred");
    }

    private static void check(String name, String value) {
        if (!WORD.matcher(name).matches() || !WORD.matcher(value).matches()) {
            throw refused(
                    "an option of SQLite is a pragma's name and a word or number, not \"" + name + "=" + value + "\"");
        }
        String allowed = VALUES.get(name);
        if (allowed != null
                && !Pattern.compile(allowed, Pattern.CASE_INSENSITIVE)
                        .matcher(value)
                        .matches()) {
            throw refused("the option " + name + " of SQLite is "
                    + (name.equals(BUSY) ? "a number of milliseconds" : "one of " + allowed.replace("|", ", "))
                    + ", not \"" + value + "\"");
        }
    }

    /** {@return the statements that set the pragmas} */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        pragmas.forEach((name, value) -> statements.add("pragma " + name + " = " + value));
        return statements;
    }

    /** {@return a query for the first name that SQLite has no pragma for; empty if all have a line in the guide} */
    String unknown() {
        List<String> names = pragmas.keySet().stream()
                .filter(name -> !VALUES.containsKey(name))
                .toList();
        return names.isEmpty()
                ? ""
                : "select column1 from (values ('" + String.join("'), ('", names)
                        + "')) where lower(column1) not in (select name from pragma_pragma_list) limit 1";
    }

    static DriverException unknown(String name) {
        return refused("SQLite has no pragma \"" + name + "\" for the option of that name");
    }

    private static DriverException refused(String words) {
        return new DriverException(Origin.REFUSED, words, null, 0, null, null);
    }
}
