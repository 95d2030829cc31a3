package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import io.granary.driver.DriverSettings;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * SQLite by {@code org.xerial:sqlite-jdbc}.
 *
 * <p>The options of a URL are pragmas that are set at each connect (<a href="https://sqlite.org/pragma.html">sqlite.org</a>), and {@code begin}, the word
 * behind BEGIN. Foreign keys are checked unless {@code foreign_keys} says otherwise, and a lock is waited for as long as {@code busy_timeout} says, in
 * milliseconds.
 */
final class SqliteFlavor implements JdbcFlavor {

    /** What a constraint's failure names: columns of a table, or the constraint itself. */
    private static final Pattern CONSTRAINT = Pattern.compile("CHECK constraint failed: ([^)]+)");

    /** Behind blanks; whoever hides it in comments gets what he wants. */
    private static final Pattern SETS_BUSY_TIMEOUT = Pattern.compile(
            "\\s*+pragma\\s++(?:\\w++\\s*+\\.\\s*+)?busy_timeout\\s*+[=(].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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

    @Override
    public void check(DriverSettings settings) {
        var unused = SqliteOptions.of(settings);
    }

    @Override
    public Connection connect(DriverSettings settings, LockWaits waits) throws SQLException {
        SqliteOptions options = SqliteOptions.of(settings);
        Properties properties = new Properties();
        // It would ask for the key after each INSERT, and SQLite forgets that it was interrupted only when nothing at
        // all is open.
        properties.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        Connection connection =
                JDBC.createConnection("jdbc:sqlite:" + settings.database().orElse(":memory:"), properties);
        try (Statement statement = connection.createStatement()) {
            refuseUnknown(statement, options.unknown());
            for (String pragma : options.statements()) {
                statement.execute(pragma);
            }
            // Not the pragma: its wait would go on when the statement is to stop.
            BusyHandler.setHandler(connection, new Patience(options.busyTimeout(), waits));
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** SQLite sets nothing for a name that it does not know, and says nothing. */
    private static void refuseUnknown(Statement statement, String query) throws SQLException {
        if (query.isEmpty()) {
            return;
        }
        try (ResultSet unknown = statement.executeQuery(query)) {
            if (unknown.next()) {
                throw SqliteOptions.unknown(unknown.getString(1));
            }
        }
    }

    /** Waits for a lock: with growing pauses, until it has waited long enough or is to stop. */
    private static final class Patience extends BusyHandler {
        private static final long[] PAUSES_MS = {1, 2, 5, 10, 15, 20, 25};

        private final long limitNanos;
        private final LockWaits waits;
        private long since;

        Patience(Duration limit, LockWaits waits) {
            this.limitNanos = limit.toNanos();
            this.waits = waits;
        }

        @Override
        protected int callback(int before) {
            long now = System.nanoTime();
            if (before == 0) {
                since = now;
                waits.waiting();
            }
            if (waits.isStopping() || now - since >= limitNanos) {
                return 0;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSES_MS[Math.min(before, PAUSES_MS.length - 1)]));
            return 1;
        }
    }

    @Override
    public ServerInfo server(Connection connection) throws SQLException {
        return new ServerInfo("SQLite", connection.getMetaData().getDatabaseProductVersion());
    }

    /**
     * All transactions are serializable, which is at least what any level asks for. One that only reads begins deferred, whatever the URL says: the other
     * words take a lock to write, which it must not have.
     */
    @Override
    public List<String> begin(DriverSettings settings, TransactionMode mode) {
        return isReadOnly(mode)
                ? List.of("pragma query_only = on", "begin deferred")
                : List.of(SqliteOptions.begin(settings));
    }

    @Override
    public List<String> ended(TransactionMode mode) {
        return isReadOnly(mode) ? List.of("pragma query_only = off") : List.of();
    }

    private static boolean isReadOnly(TransactionMode mode) {
        return mode.readOnly().orElse(false);
    }

    @Override
    public boolean saysNoTransaction(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("no transaction is active");
    }

    @Override
    public String generatedKey() {
        return "select last_insert_rowid()";
    }

    /** SQLite's own wait for locks would take the place of ours, which ends when its statement is to stop. */
    @Override
    public void check(String sql) {
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

    @Override
    public void bind(PreparedStatement statement, int place, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(place, text);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            statement.setInt(place, ((Number) value).intValue());
        } else if (value instanceof Long number) {
            statement.setLong(place, number);
        } else if (value instanceof Double || value instanceof Float) {
            statement.setDouble(place, ((Number) value).doubleValue());
        } else if (value instanceof Boolean truth) {
            statement.setInt(place, truth ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(place, bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            statement.setBytes(place, bytes);
        } else {
            bindStored(statement, place, value);
        }
    }

    private void bindStored(PreparedStatement statement, int place, Object value) throws SQLException {
        Object stored = SqliteStorage.of(value);
        if (stored != null) {
            bind(statement, place, stored);
        } else {
            throw new DriverException(
                    Origin.REFUSED,
                    "SQLite has no storage for a " + value.getClass().getName()
                            + "; it takes texts, numbers, truth values and bytes",
                    null,
                    0,
                    null,
                    new IllegalArgumentException(
                            "no storage for a " + value.getClass().getName()));
        }
    }

    /** Past the driver's own result, which takes a lock and checks its place for each row, for the type of each value, and again for the value. */
    @Override
    public boolean read(ResultSet result, int width, int enough, List<Object[]> into) throws SQLException {
        if (!result.next()) {
            return false;
        }
        SafeStmtPtr statement = ((CoreStatement) result.getStatement()).pointer;
        return statement.safeRun((database, pointer) -> read(database, pointer, width, enough, into));
    }

    /** From the row on that the statement stands on. */
    private static boolean read(DB database, long statement, int width, int enough, List<Object[]> into)
            throws SQLException {
        int left = enough;
        while (true) {
            @Nullable Object[] row = new @Nullable Object[width];
            for (int place = 0; place < width; place++) {
                row[place] = value(database, statement, place);
            }
            into.add(row);
            if (--left == 0) {
                return true;
            }
            int next = database.step(statement);
            if (next == Codes.SQLITE_DONE) {
                return false;
            }
            if (next != Codes.SQLITE_ROW) {
                database.throwex(next);
            }
        }
    }

    /** A column may hold values of any type, so each is asked for its own. */
    private static @Nullable Object value(DB database, long statement, int place) throws SQLException {
        return switch (database.column_type(statement, place)) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_INTEGER -> whole(database.column_long(statement, place));
            case Codes.SQLITE_FLOAT -> database.column_double(statement, place);
            case Codes.SQLITE_BLOB -> database.column_blob(statement, place);
            default -> database.column_text(statement, place);
        };
    }

    private static Object whole(long number) {
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    @Override
    public DriverException failure(SQLException failure, boolean waited) {
        String state = state(failure);
        // Nobody is asked to wait who has read and now wants to write while another one writes: neither would ever go
        // on.
        return failure(failure, !waited && code(failure) == SQLiteErrorCode.SQLITE_BUSY.code ? "40P01" : state);
    }

    @Override
    public DriverException stopped(SQLException failure) {
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
