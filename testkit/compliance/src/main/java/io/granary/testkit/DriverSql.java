package io.granary.testkit;

import io.granary.testkit.fixtures.DatabaseKind;
import java.util.List;

/** The SQL that the driver suites need of a database. */
public interface DriverSql {

    /** {@return the SQL of a database product} */
    static DriverSql of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> new H2DriverSql();
            case SQLITE -> new SqliteDriverSql();
            case POSTGRESQL -> new PostgresDriverSql();
            case MARIADB -> new MySqlDriverSql(true);
            case MYSQL -> new MySqlDriverSql(false);
        };
    }

    /** {@return the driver's marker for the value at that place, from 1} */
    String marker(int place);

    /** {@return a query for the whole numbers from 1, in order, in one column {@code n}; up to 100,000} */
    String numbers(int count);

    /** {@return a query that gives so many rows and then fails while it runs} */
    String failingAfter(int rows);

    /** {@return a statement that runs for a minute} */
    String slow();

    /** {@return a query that tells in one number how many other connections run {@link #slow()}} */
    String runningSlow();

    /** {@return whether a transaction of no given isolation sees what others commit while it is open} */
    boolean defaultSeesOthersCommits();

    /** {@return values of each type that the port promises something about} */
    List<DriverValue> values();

    /**
     * {@return what the database calls a type}
     *
     * @param type its name in the standard, or in most databases
     */
    String called(String type);
}
