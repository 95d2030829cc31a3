package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's failures mean, in the port's words. */
final class SqliteFailures {

    /** What a constraint's failure names: columns of a table, or the constraint itself. */
    private static final Pattern CONSTRAINT = Pattern.compile("CHECK constraint failed: ([^)]+)");

    private static final int PRIMARY_CODE = 0xff;

    /** States of the standard, or of PostgreSQL where that has none, by the result codes of SQLite (https://sqlite.org/rescode.html). */
    private static final Map<SQLiteErrorCode, String> STATES = Map.ofEntries(
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID, "23505"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY, "23503"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL, "23502"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK, "23514"),
            Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT, "23000"),
            Map.entry(SQLiteErrorCode.SQLITE_BUSY, "55P03"),
            Map.entry(SQLiteErrorCode.SQLITE_LOCKED, "55P03"),
            Map.entry(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT, "40001"),
            Map.entry(SQLiteErrorCode.SQLITE_INTERRUPT, "57014"),
            Map.entry(SQLiteErrorCode.SQLITE_ERROR, "42000"),
            Map.entry(SQLiteErrorCode.SQLITE_RANGE, "42000"),
            Map.entry(SQLiteErrorCode.SQLITE_MISMATCH, "22000"),
            Map.entry(SQLiteErrorCode.SQLITE_TOOBIG, "22001"),
            Map.entry(SQLiteErrorCode.SQLITE_READONLY, "25006"),
            Map.entry(SQLiteErrorCode.SQLITE_PERM, "42501"),
            Map.entry(SQLiteErrorCode.SQLITE_AUTH, "42501"),
            Map.entry(SQLiteErrorCode.SQLITE_FULL, "53100"),
            Map.entry(SQLiteErrorCode.SQLITE_NOMEM, "53200"),
            Map.entry(SQLiteErrorCode.SQLITE_IOERR, "58030"),
            Map.entry(SQLiteErrorCode.SQLITE_CORRUPT, "XX001"),
            Map.entry(SQLiteErrorCode.SQLITE_NOTADB, "3D000"),
            Map.entry(SQLiteErrorCode.SQLITE_INTERNAL, "XX000"),
            Map.entry(SQLiteErrorCode.SQLITE_CANTOPEN, "08001"));

    private SqliteFailures() {}

    /**
     * {@return a failure in the port's words}
     *
     * @param waited whether a lock was waited for before it
     */
    static DriverException reported(SQLException failure, boolean waited) {
        String state = state(failure);
        // Nobody is asked to wait who has read and now wants to write while another one writes: neither would ever go
        // on.
        return failure(failure, !waited && code(failure) == SQLiteErrorCode.SQLITE_BUSY.code ? "40P01" : state);
    }

    /** {@return a failure of what was asked to stop} */
    static DriverException stopped(SQLException failure) {
        return failure(failure, "57014");
    }

    private static DriverException failure(SQLException failure, @Nullable String state) {
        String words = String.valueOf(failure.getMessage());
        Matcher named = CONSTRAINT.matcher(words);
        return new DriverException(
                Origin.REPORTED, words, state, code(failure), named.find() ? named.group(1) : null, failure);
    }

    private static @Nullable String state(SQLException failure) {
        if (!(failure instanceof SQLiteException reported)) {
            return null;
        }
        SQLiteErrorCode code = reported.getResultCode();
        String state = STATES.get(code);
        return state != null ? state : STATES.get(SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE));
    }

    private static int code(SQLException failure) {
        return failure instanceof SQLiteException reported ? reported.getResultCode().code : failure.getErrorCode();
    }
}
