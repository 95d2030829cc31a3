package io.granary.driver.r2dbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text under a name, and the columns of what it gives, once the server has told them. It is told by one statement, and read by those after it. */
final class PostgresPrepared {

    /** How texts begin that the server plans. Of others, as of {@code FETCH}, the columns may be new ones each time, and nothing tells. */
    private static final Pattern PLANNED = Pattern.compile(
            "[\\s(]*+(?:select|with|values|table|insert|update|delete|merge)\\b", Pattern.CASE_INSENSITIVE);

    /** One in a literal or a comment counts as well, which refuses less. */
    private static final Pattern PLACE = Pattern.compile("\\$([0-9]{1,5})");

    /** Of a statement that was not sent yet. */
    static final PostgresPrepared NONE = new PostgresPrepared("", new int[0]);

    private final String name;
    private final int[] types;
    private volatile boolean known;
    private volatile PostgresColumns columns = PostgresColumns.UNKNOWN;

    PostgresPrepared(String name, int[] types) {
        this.name = name;
        this.types = types;
    }

    /** {@return whether a text gives the same columns each time, or is refused} */
    static boolean keepsColumns(String sql) {
        return PLANNED.matcher(sql).lookingAt();
    }

    /** Refuses more values than a text has places: the server would leave the others out. That there are too few, it says itself. */
    static void checkPlaces(String sql, int values) {
        Matcher places = PLACE.matcher(sql);
        int highest = 0;
        while (highest < values && places.find()) {
            highest = Math.max(highest, Integer.parseInt(places.group(1)));
        }
        if (highest < values) {
            throw new IllegalArgumentException(values + " values are given for a statement whose last place is "
                    + (highest == 0 ? "none" : "$" + highest) + "; give one value for each place");
        }
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
