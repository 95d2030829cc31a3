package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;

import io.granary.testkit.Bench;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sessions wrote: the statements that change rows, and the rows that are there. */
final class SentChanges {

    /** Where a statement says what it does, and to which table; H2 has it within a query where it returns something. */
    private static final Pattern CHANGE =
            Pattern.compile("(insert into|update|delete from) [`\"]?(\\w+)", Pattern.CASE_INSENSITIVE);

    private SentChanges() {}

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
