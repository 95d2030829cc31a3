package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverSettings;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.TransactionMode;
import io.granary.driver.jdbc.JdbcDriver;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDBC adapter, on files of SQLite. */
class SqliteDriverIT implements DriverCompliance {

    @TempDir
    Path directory;

    @Override
    public TestDatabase database() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        String name = temporary.relativize(directory.resolve("port")).toString();
        return new TestDatabase(DatabaseKind.SQLITE, "", 0, name, "", "");
    }

    /** Connections are counted by the files that stand beside the database, which belong to this mode. */
    @Override
    public Driver driver(TestDatabase database) {
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
    public Set<DriverFeature> features() {
        return Set.of(
                DriverFeature.SERVER_CANCEL,
                DriverFeature.READ_ONLY,
                DriverFeature.STREAMING_SERVER,
                DriverFeature.SEMICOLONS_IN_LITERALS);
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
            // Threads of connections that were closed before may end meanwhile.
            Set<Thread> before = threads();
            DriverConnection connection = session.open();
            Set<Thread> own = threads();
            own.removeAll(before);
            assertThat(own).hasSize(1);

            PortSession.await(connection.close());

            Eventually.holds(
                    "the thread ends", ReceiverLog.PATIENCE, () -> own.stream().noneMatch(Thread::isAlive));
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("granary-sqlite-"))
                .collect(Collectors.toSet());
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

    /** By the driver's own wait, so as long as the URL says: SQLite's would end after three seconds. */
    @Test
    void waitsForALockWhileItConnectsAsWell() {
        try (PortSession session = PortSession.on(driver(Map.of("journal_mode", "delete")));
                PortSession late = PortSession.on(driver(Map.of("journal_mode", "wal", "busy_timeout", "60000")))) {
            DriverConnection writer = session.open();
            session.change(writer, "create table port_locked (id integer primary key)");
            session.change(writer, "begin exclusive");
            CompletableFuture<DriverConnection> opening = late.opening().toCompletableFuture();

            Eventually.holds("the connect waits for the lock", ReceiverLog.PATIENCE, SqliteDriverIT::waitsForALock);
            session.change(writer, "rollback");

            assertThat(late.query(PortSession.await(opening), "select 1").numbers())
                    .containsExactly(1L);
        }
    }

    private static boolean waitsForALock() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("granary-sqlite-"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith("$Patience"));
    }

    /** Else whoever came next could not write. */
    @Test
    void writesAgainAfterAReadOnlyTransactionThatCouldNotBegin() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            session.change(connection, "create table port_kept (id integer primary key)");
            session.change(connection, "begin");
            Await.failure(
                    connection.begin(new TransactionMode(Optional.empty(), Optional.of(true))), DriverException.class);

            session.change(connection, "insert into port_kept values (1)");
            session.change(connection, "commit");
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
    void takesNoOptionThatSqliteWouldIgnore() {
        Map.of(
                        "journal_mode", "wal; drop table users",
                        "synchronous", "full off",
                        "jour\"nal", "wal",
                        "begin", "now",
                        "busy_timeout", "-1",
                        "foreign_keys", "perhaps")
                .forEach((name, value) -> assertThatThrownBy(() -> driver(Map.of(name, value)))
                        .isInstanceOfSatisfying(
                                DriverException.class,
                                refused -> assertThat(refused.origin()).isEqualTo(DriverException.Origin.REFUSED))
                        .hasMessageContaining(name));
        assertThat(Files.exists(directory.resolve("port.db"))).isFalse();

        DriverException unknown = Await.failure(
                driver(Map.of("cache_size", "7", "jurnal_mode", "wal")).open(), DriverException.class);
        assertThat(unknown).hasMessageContaining("\"jurnal_mode\"");
        assertThat(unknown.origin()).isEqualTo(DriverException.Origin.REFUSED);
    }
}
