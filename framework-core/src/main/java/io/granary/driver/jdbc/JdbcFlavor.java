package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverSettings;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What differs between JDBC drivers below the port. Stateless and thread-safe. */
interface JdbcFlavor {

    /** {@return the driver's, by the dialect's name} */
    static JdbcFlavor of(String dialect) {
        if (dialect.equals("sqlite")) {
            return new SqliteFlavor();
        }
        throw new IllegalArgumentException("no JDBC driver for " + dialect);
    }

    /**
     * Refuses options that no connection could be opened with.
     *
     * @throws DriverException if there are such
     */
    void check(DriverSettings settings);

    /**
     * {@return a new connection in auto-commit mode}
     *
     * @param settings where to
     * @param waits what becomes of waits for locks on it, where the driver leaves them to its user
     */
    Connection connect(DriverSettings settings, LockWaits waits) throws SQLException;

    /** {@return what a connection says of its server} */
    ServerInfo server(Connection connection) throws SQLException;

    /** {@return the statements that begin a transaction in a mode} */
    List<String> begin(DriverSettings settings, TransactionMode mode);

    /** {@return the statements to be run after the end of a transaction of that mode, whichever end, or where it could not begin} */
    List<String> ended(TransactionMode mode);

    /** {@return whether a failed end of a transaction says that there is none} */
    boolean saysNoTransaction(SQLException failure);

    /** {@return a query for the key that the connection's last statement gave a row} */
    String generatedKey();

    /**
     * Refuses a statement that would take from the driver what it needs.
     *
     * @throws io.granary.driver.DriverException if it does
     */
    void check(String sql);

    /**
     * {@return whether the driver counts the rows that a statement changes; if not, what it tells is no count of it}
     *
     * @param sql a statement that gave no rows
     */
    boolean changesRows(String sql);

    /** Binds a value that is not null. */
    void bind(PreparedStatement statement, int place, Object value) throws SQLException;

    /**
     * Reads rows until there are enough.
     *
     * @param width how many columns there are
     * @param enough how many
     * @param into where the values of each row are added; those before a failure, too
     * @return whether there may be more; after the last row the result is only to be closed
     */
    boolean read(ResultSet result, int width, int enough, List<Object[]> into) throws SQLException;

    /**
     * {@return a failure in the port's words}
     *
     * @param waited whether a lock was waited for before it
     */
    DriverException failure(SQLException failure, boolean waited);

    /** {@return a failure of what was asked to stop, in the port's words} */
    DriverException stopped(SQLException failure);
}
