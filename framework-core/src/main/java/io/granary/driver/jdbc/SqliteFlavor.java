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
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
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
            // Not the pragma: its wait would go on when the statement is to stop. And first, for pragmas may wait too.
            BusyHandler.setHandler(connection, new Patience(options.busyTimeout(), waits));
            refuseUnknown(statement, options.unknown());
            for (String pragma : options.statements()) {
                statement.execute(pragma);
            }
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

    @Override
    public void check(String sql) {
        SqliteText.check(sql);
    }

    @Override
    public boolean changesRows(String sql) {
        return SqliteText.changesRows(sql);
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
            statement.setDouble(place, SqliteStorage.number(((Number) value).doubleValue()));
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
        return SqliteFailures.reported(failure, waited);
    }

    @Override
    public DriverException stopped(SQLException failure) {
        return SqliteFailures.stopped(failure);
    }
}
