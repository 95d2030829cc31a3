package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverSettings;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.TransactionMode;
import io.granary.driver.jdbc.JdbcDriver;
import io.granary.testkit.fixtures.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDBC adapter, on files of SQLite. */
class SqliteDriverIT
        implements DriverLifeCompliance,
                DriverRowCompliance,
                DriverCountCompliance,
                DriverValueCompliance,
                DriverFailureCompliance,
                DriverTransactionCompliance {

    @TempDir
    Path directory;

    @Override
    public Driver driver() {
        return driver(Map.of("journal_mode", "wal"));
    }

    private Driver driver(Map<String, String> options) {
        return JdbcDriver.of(new DriverSettings(
                "sqlite",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(directory.resolve("port.db").toString()),
                Optional.empty(),
                Optional.empty(),
                options,
                0,
                Duration.ofSeconds(10)));
    }

    @Override
    public DriverSql sql() {
        return new SqliteDriverSql();
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of(
                DriverFeature.SERVER_CANCEL,
                DriverFeature.READ_ONLY,
                DriverFeature.STREAMING_SERVER,
                DriverFeature.SEMICOLONS_IN_LITERALS);
    }

    @Test
    void stopsARunningStatement() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(connection, PortSession.statement(sql().slow(), Returns.ROWS, 1));
            log.request(DriverExecution.ALL);

            assertThat(PortSession.await(connection.cancel())).isTrue();

            assertThat(requireNonNull(log.ended().failure()).sqlState()).isEqualTo("57014");
            assertThat(session.query(connection, sql().numbers(2)).numbers()).containsExactly(1L, 2L);
        }
    }

    @Test
    void closesWhatRuns() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(connection, PortSession.statement(sql().slow(), Returns.ROWS, 1));
            log.request(DriverExecution.ALL);

            PortSession.await(connection.close());

            assertThat(log.ended().failure()).isNotNull();
        }
    }

    @Test
    void endsTheThreadOfAConnectionWithIt() {
        try (PortSession session = PortSession.on(driver())) {
            long before = threads();
            DriverConnection connection = session.open();
            assertThat(threads()).isEqualTo(before + 1);

            PortSession.await(connection.close());

            Eventually.holds("the thread ends", ReceiverLog.PATIENCE, () -> threads() == before);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("granary-sqlite-"))
                .count();
    }

    @Test
    void waitsForALockAsLongAsItMay() {
        try (PortSession session = PortSession.on(driver(Map.of("busy_timeout", "50")))) {
            DriverConnection writer = writing(session);
            DriverConnection waiter = session.open();

            assertThat(insert(session, waiter).sqlState()).isEqualTo("55P03");

            PortSession.await(writer.rollback());
            session.change(waiter, "insert into port_locked values (2)");
        }
    }

    @Test
    void waitsNoLongerForALockWhenItIsToStop() {
        try (PortSession session = PortSession.on(driver(Map.of("busy_timeout", "60000")))) {
            writing(session);
            DriverConnection waiter = session.open();
            ReceiverLog log = session.start(
                    waiter, PortSession.statement("insert into port_locked values (2)", Returns.COUNT, 1));
            log.request(DriverExecution.ALL);

            PortSession.await(waiter.cancel());

            assertThat(requireNonNull(log.ended().failure()).sqlState()).isEqualTo("57014");
        }
    }

    private DriverConnection writing(PortSession session) {
        DriverConnection writer = session.open();
        session.change(writer, "create table port_locked (id integer primary key)");
        PortSession.await(writer.begin(TransactionMode.DEFAULT));
        session.change(writer, "insert into port_locked values (1)");
        return writer;
    }

    private static DriverException insert(PortSession session, DriverConnection connection) {
        return requireNonNull(
                session.run(connection, PortSession.statement("insert into port_locked values (2)", Returns.COUNT, 1))
                        .failure());
    }

    @Test
    void checksForeignKeysUnlessItIsToldOtherwise() {
        try (PortSession session = PortSession.on(driver());
                PortSession lax = PortSession.on(driver(Map.of("foreign_keys", "off")))) {
            DriverConnection connection = session.open();
            session.change(connection, "create table port_top (id integer primary key)");
            session.change(connection, "create table port_leaf (top integer references port_top)");

            assertThat(requireNonNull(session.run(
                                            connection,
                                            PortSession.statement("insert into port_leaf values (7)", Returns.COUNT, 1))
                                    .failure())
                            .sqlState())
                    .isEqualTo("23503");
            lax.change(lax.open(), "insert into port_leaf values (7)");
        }
    }

    @Test
    void takesNoSavepointThatIsMoreThanAWord() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            PortSession.await(connection.begin(TransactionMode.DEFAULT));

            Await.failure(connection.savepoint("a; drop table users"), DriverException.class);
            Await.failure(connection.rollbackToSavepoint("a b"), DriverException.class);

            PortSession.await(connection.savepoint("a_1"));
            PortSession.await(connection.rollback());
        }
    }

    @Test
    void takesNoOptionThatIsMoreThanAWord() {
        Driver driver = driver(Map.of("journal_mode", "wal; drop table users"));

        DriverException refused = Await.failure(driver.open(), DriverException.class);

        assertThat(refused.origin()).isEqualTo(DriverException.Origin.REFUSED);
    }
}
