package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;

import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.fixtures.SqlWording;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What sessions sent: each statement, those that change rows, and the rows that are there. */
final class SentChanges {

    /** Where a statement says what it does, and to which table; H2 has it within a query where it returns something. */
    private static final Pattern CHANGE =
            Pattern.compile("(insert into|update|delete from) [`\"]?(\\w+)", Pattern.CASE_INSENSITIVE);

    /** How a user is read by the key. */
    static final String READ_USER =
            "SELECT orm_users.id, orm_users.name, orm_users.email, orm_users.age FROM orm_users WHERE orm_users.id = ?";

    /** How the addresses of a user are read. */
    static final String READ_ADDRESSES =
            "SELECT orm_addresses.id, orm_addresses.street, orm_addresses.user_id FROM orm_addresses"
                    + " WHERE orm_addresses.user_id IN (?) ORDER BY orm_addresses.id ASC";

    /** How an address is read by the key. */
    static final String READ_ADDRESS =
            "SELECT orm_addresses.id, orm_addresses.street, orm_addresses.user_id FROM orm_addresses"
                    + " WHERE orm_addresses.id = ?";

    /** How a note is read by the key. */
    static final String READ_NOTE =
            "SELECT orm_notes.id, orm_notes.text, orm_notes.version FROM orm_notes WHERE orm_notes.id = ?";

    private SentChanges() {}

    /**
     * Asserts that exactly these statements were sent since the log was looked at last, in this order, and looks on from there. What an engine asks before its
     * first transaction, {@code select 1}, does not count.
     *
     * @param bench this test's
     * @param statements as {@link Spelling} reads them; with {@code 3 × } before one that has three sets of values
     */
    static void assertSent(Bench bench, String... statements) {
        Spelling spelling = Spelling.of(bench);
        SqlLog relevant = new SqlLog();
        sent(bench).take().stream()
                .filter(entry -> !entry.sql().equals("select 1"))
                .forEach(entry -> relevant.record(entry.sql(), entry.binds()));
        relevant.assertTexts(
                entry -> (entry.binds() > 1 ? entry.binds() + " × " : "") + SqlWording.of(entry.sql()),
                Stream.of(statements).map(spelling::of).flatMap(List::stream).toList());
    }

    /**
     * {@return the spelling of a statement that changes several rows}
     *
     * @param bench this test's
     * @param rows how many
     * @param statement for one of them, with a set of values for each
     * @param columns the same with a column of values for each column, where rows go so
     */
    static String changing(Bench bench, int rows, String statement, String columns) {
        return Spelling.of(bench).inColumns() ? columns : rows + " × " + statement;
    }

    /** {@return verb and table of each statement that changes rows, such as {@code insert orm_users}, in order} */
    static List<String> verbs(Bench bench) {
        return sent(bench).texts().stream()
                .filter(sql -> !sql.endsWith("FOR UPDATE"))
                .map(CHANGE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT).split(" ", 2)[0] + " " + found.group(2))
                .toList();
    }

    /** {@return how many rows a table has, as others see it} */
    static long count(Bench bench, String table) {
        return bench.sql().number("select count(*) from " + table);
    }
}
