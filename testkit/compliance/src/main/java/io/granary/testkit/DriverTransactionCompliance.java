package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.TransactionMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Transactions end as asked, run in the mode that was asked for, and leave no mode behind. */
public interface DriverTransactionCompliance extends DriverSubject {

    private static DriverConnection prepared(PortSession session) {
        DriverConnection connection = session.open();
        session.change(connection, "drop table if exists port_items");
        session.change(connection, "create table port_items (id integer primary key)");
        return connection;
    }

    private static TransactionMode isolated(String level) {
        return new TransactionMode(Optional.of(level), Optional.empty());
    }

    private static TransactionMode readOnly() {
        return new TransactionMode(Optional.empty(), Optional.of(true));
    }

    private static long count(PortSession session, DriverConnection connection) {
        return session.query(connection, "select count(*) from port_items")
                .numbers()
                .get(0);
    }

    /** {@return whether a transaction, open on the one, sees a row that the other inserts after its first look} */
    private static boolean seesOthersCommits(PortSession session, DriverConnection one, DriverConnection other) {
        long before = count(session, one);
        session.change(other, "insert into port_items select coalesce(max(id), 0) + 1 from port_items");
        return count(session, one) != before;
    }

    @Test
    default void commitsForEverybodyToSee() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            DriverConnection other = session.open();
            PortSession.await(one.begin(TransactionMode.DEFAULT));
            session.change(one, "insert into port_items values (1)");
            assertThat(count(session, other)).isZero();

            PortSession.await(one.commit());

            assertThat(count(session, other)).isEqualTo(1);
        }
    }

    /** Runs a statement that begins its transaction. */
    private static ReceiverLog first(DriverConnection connection, TransactionMode mode, String sql, Object value) {
        DriverStatement statement = PortSession.statement(sql, Returns.COUNT, 100, value);
        assertThat(connection.beginsWith(statement)).isTrue();
        ReceiverLog log = new ReceiverLog(100, chunk -> {});
        log.of(connection.executeFirst(mode, statement, log));
        log.request(DriverExecution.ALL);
        return log.ended();
    }

    @Test
    default void aStatementBeginsItsTransaction() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            assumeThat(one.beginsWithStatements()).isTrue();
            assertThat(one.beginsWith(PortSession.statement("insert into port_items values (1)", Returns.COUNT, 100)))
                    .as("it may be several")
                    .isFalse();
            DriverConnection other = session.open();
            PortSession.good(first(one, isolated("SERIALIZABLE"), "insert into port_items values ($1)", 1));
            assertThat(session.query(one, "select current_setting('transaction_isolation')")
                            .rows()
                            .get(0)[0])
                    .isEqualTo("serializable");
            assertThat(count(session, other)).isZero();
            PortSession.await(one.rollback());
            assertThat(count(session, one)).isZero();
            PortSession.good(first(one, TransactionMode.DEFAULT, "insert into port_items values ($1)", 2));
            PortSession.await(one.commit());
            assertThat(count(session, other)).isEqualTo(1);
            assertThat(Objects.requireNonNull(first(one, readOnly(), "insert into port_items values ($1)", 3)
                                    .failure())
                            .sqlState())
                    .isEqualTo("25006");
            PortSession.await(one.rollback());
        }
    }

    /** Else it would be committed by itself. */
    @Test
    default void aStatementIsNotRunIfItsTransactionCannotBegin() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            assumeThat(one.beginsWithStatements()).isTrue();
            for (int time = 0; time < 2; time++) {
                assertThat(Objects.requireNonNull(
                                        first(one, isolated("NONE AT ALL"), "insert into port_items values ($1)", 1)
                                                .failure())
                                .sqlState())
                        .isEqualTo("42601");
                assertThat(count(session, one)).isZero();
                PortSession.await(one.rollback());
            }
            PortSession.good(first(one, TransactionMode.DEFAULT, "insert into port_items values ($1)", 1));
            PortSession.await(one.commit());
            assertThat(count(session, one)).isEqualTo(1);
        }
    }

    @Test
    default void rollsBackAndCommitsByItselfAfterwards() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            DriverConnection other = session.open();
            PortSession.await(one.begin(TransactionMode.DEFAULT));
            session.change(one, "insert into port_items values (1)");

            PortSession.await(one.rollback());

            assertThat(count(session, one)).isZero();
            session.change(one, "insert into port_items values (2)");
            assertThat(count(session, other)).isEqualTo(1);
        }
    }

    @Test
    default void takesARollbackWithoutATransactionInSilence() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);

            PortSession.await(connection.rollback());

            assertThat(count(session, connection)).isZero();
        }
    }

    @Test
    default void undoesWhatAClosedConnectionDidNotCommit() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            DriverConnection other = session.open();
            PortSession.await(one.begin(TransactionMode.DEFAULT));
            session.change(one, "insert into port_items values (1)");

            PortSession.await(one.close());

            session.change(other, "insert into port_items values (1)");
            assertThat(count(session, other)).isEqualTo(1);
        }
    }

    @Test
    default void undoesToASavepointAndKeepsWhatAReleasedOneHeld() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            PortSession.await(connection.begin(TransactionMode.DEFAULT));
            session.change(connection, "insert into port_items values (1)");
            PortSession.await(connection.savepoint("sp_1"));
            session.change(connection, "insert into port_items values (2)");
            PortSession.await(connection.savepoint("sp_2"));
            session.change(connection, "insert into port_items values (3)");

            PortSession.await(connection.rollbackToSavepoint("sp_2"));
            assertThat(count(session, connection)).isEqualTo(2);
            PortSession.await(connection.rollbackToSavepoint("sp_2"));
            PortSession.await(connection.releaseSavepoint("sp_2"));
            assertThat(count(session, connection)).isEqualTo(2);
            PortSession.await(connection.rollbackToSavepoint("sp_1"));
            PortSession.await(connection.commit());

            assertThat(count(session, session.open())).isEqualTo(1);
        }
    }

    @Test
    default void runsInTheIsolationThatWasAskedFor() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            DriverConnection other = session.open();

            PortSession.await(one.begin(isolated("READ COMMITTED")));
            assertThat(seesOthersCommits(session, one, other))
                    .as("at least as isolated as was asked for")
                    .isEqualTo(features().contains(DriverFeature.ISOLATION_LEVELS));
            PortSession.await(one.commit());

            PortSession.await(one.begin(isolated("REPEATABLE READ")));
            assertThat(seesOthersCommits(session, one, other)).isFalse();
            PortSession.await(one.rollback());
        }
    }

    @Test
    default void leavesNoIsolationBehindAfterACommit() {
        leavesNoIsolationBehind(DriverConnection::commit);
    }

    @Test
    default void leavesNoIsolationBehindAfterARollback() {
        leavesNoIsolationBehind(DriverConnection::rollback);
    }

    private void leavesNoIsolationBehind(Function<DriverConnection, CompletionStage<Void>> end) {
        boolean levels = features().contains(DriverFeature.ISOLATION_LEVELS);
        boolean seesByDefault = sql().defaultSeesOthersCommits();
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection one = prepared(session);
            DriverConnection other = session.open();
            PortSession.await(one.begin(isolated(seesByDefault ? "REPEATABLE READ" : "READ COMMITTED")));
            assertThat(seesOthersCommits(session, one, other)).isEqualTo(levels != seesByDefault);
            PortSession.await(end.apply(one));

            PortSession.await(one.begin(TransactionMode.DEFAULT));

            assertThat(seesOthersCommits(session, one, other)).isEqualTo(seesByDefault);
            PortSession.await(one.rollback());
        }
    }

    @Test
    default void takesAllFourIsolationLevels() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            for (String level : List.of("READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")) {
                PortSession.await(connection.begin(new TransactionMode(Optional.of(level), Optional.of(false))));
                session.change(connection, "insert into port_items values (1)");
                PortSession.await(connection.rollback());
            }
            assertThat(count(session, connection)).isZero();
        }
    }

    @Test
    default void refusesToBeginReadOnlyWhereThatWouldNotHold() {
        assumeThat(features()).doesNotContain(DriverFeature.READ_ONLY);
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);

            DriverException refusal = Await.failure(connection.begin(readOnly()), DriverException.class);

            assertThat(refusal.origin()).isEqualTo(DriverException.Origin.REFUSED);
            assertThat(refusal.sqlState()).isEqualTo("0A000");
            PortSession.await(connection.begin(TransactionMode.DEFAULT));
            session.change(connection, "insert into port_items values (1)");
            PortSession.await(connection.commit());
            assertThat(count(session, connection)).isEqualTo(1);
        }
    }

    @Test
    default void refusesToWriteWhereReadOnlyWasAskedForAndWritesAgainAfterwards() {
        assumeThat(features()).contains(DriverFeature.READ_ONLY);
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            PortSession.await(connection.begin(readOnly()));

            ReceiverLog log = session.run(
                    connection, PortSession.statement("insert into port_items values (1)", Returns.COUNT, 1));

            assertThat(log.failure()).isNotNull();
            assertThat(Objects.requireNonNull(log.failure()).origin()).isEqualTo(DriverException.Origin.REPORTED);
            PortSession.await(connection.rollback());
            PortSession.await(connection.begin(TransactionMode.DEFAULT));
            session.change(connection, "insert into port_items values (1)");
            PortSession.await(connection.commit());
            assertThat(count(session, connection)).isEqualTo(1);
        }
    }

    @Test
    default void rollsBackAfterAFailedStatement() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            PortSession.await(connection.begin(TransactionMode.DEFAULT));
            session.change(connection, "insert into port_items values (1)");
            assertThat(session.run(
                                    connection,
                                    PortSession.statement("insert into port_items values (1)", Returns.COUNT, 1))
                            .failure())
                    .isNotNull();

            PortSession.await(connection.rollback());

            assertThat(count(session, connection)).isZero();
        }
    }
}
