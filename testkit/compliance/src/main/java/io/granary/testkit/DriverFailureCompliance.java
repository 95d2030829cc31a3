package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A statement fails once, in the port's words, and leaves its connection as it was. */
public interface DriverFailureCompliance extends DriverSubject {

    private void isUsable(PortSession session, DriverConnection connection) {
        assertThat(connection.alive()).isTrue();
        assertThat(session.query(connection, sql().numbers(3)).numbers()).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    default void tellsStateAndCodeOfASyntaxError(Returns returns) {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            ReceiverLog log = session.run(connection, PortSession.statement("select from where", returns, 10));

            DriverException failure = requireNonNull(log.failure());
            assertThat(failure.origin()).isEqualTo(DriverException.Origin.REPORTED);
            assertThat(failure.sqlState()).startsWith("42");
            assertThat(failure.message()).isNotBlank();
            assertThat(failure.getCause()).isNotNull();
            isUsable(session, connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void namesTheConstraintThatARowViolates(Returns returns) {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            session.change(connection, "drop table if exists port_unique");
            session.change(connection, "create table port_unique (id integer, constraint port_only_one unique (id))");
            session.change(connection, "insert into port_unique values (1)");

            ReceiverLog log =
                    session.run(connection, PortSession.statement("insert into port_unique values (1)", returns, 10));

            DriverException failure = requireNonNull(log.failure());
            assertThat(failure.origin()).isEqualTo(DriverException.Origin.REPORTED);
            assertThat(failure.sqlState()).startsWith("23");
            if (features().contains(DriverFeature.CONSTRAINT_NAMES)) {
                assertThat(failure.constraint()).isNotNull().containsIgnoringCase("port_only_one");
            } else {
                assertThat(failure.constraint()).isNull();
            }
            isUsable(session, connection);
        }
    }

    @Test
    default void failsAStatementOfManySetsAtTheFirstThatFails() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            session.change(connection, "drop table if exists port_unique");
            session.change(connection, "create table port_unique (id integer primary key)");
            List<Object[]> sets = List.of(new Object[] {1}, new Object[] {2}, new Object[] {1}, new Object[] {4});

            ReceiverLog log = session.run(
                    connection,
                    new DriverStatement(
                            "insert into port_unique values (" + sql().marker(1) + ")", sets, Returns.COUNT, 0, 10));

            assertThat(requireNonNull(log.failure()).sqlState()).startsWith("23");
            assertThat(log.counts()).hasSizeLessThanOrEqualTo(2);
            isUsable(session, connection);
        }
    }

    @Test
    default void failsAfterTheRowsThatCameBefore() {
        int good = 50_000;
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            ReceiverLog log = session.run(
                    connection, new DriverStatement(sql().failingAfter(good), List.of(), Returns.ROWS, 100, 100));

            DriverException failure = requireNonNull(log.failure());
            assertThat(failure.origin()).isEqualTo(DriverException.Origin.REPORTED);
            assertThat(failure.sqlState() != null || failure.errorCode() != 0).isTrue();
            if (features().contains(DriverFeature.STREAMING_SERVER)) {
                assertThat(log.rows()).hasSize(good);
            } else {
                assertThat(log.rows()).hasSizeLessThanOrEqualTo(good);
            }
            isUsable(session, connection);
        }
    }

    @Test
    default void refusesAValueThatItCannotSend() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(
                    connection,
                    PortSession.statement(
                            "select t.n from (" + sql().numbers(3) + ") t where t.n = " + sql().marker(1),
                            Returns.ROWS,
                            10,
                            Thread.currentThread()));

            log.request(DriverExecution.ALL);

            DriverException failure = requireNonNull(log.ended().failure());
            assertThat(failure.origin()).isEqualTo(DriverException.Origin.REFUSED);
            isUsable(session, connection);
        }
    }

    @Test
    default void refusesTooFewValues() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            String twoMarkers = "select t.n from (" + sql().numbers(3) + ") t where t.n in (" + sql().marker(1) + ", "
                    + sql().marker(2) + ")";

            ReceiverLog log = session.run(connection, PortSession.statement(twoMarkers, Returns.ROWS, 10, 1));

            assertThat(log.failure()).isNotNull();
            isUsable(session, connection);
        }
    }

    @Test
    default void takesSemicolonsAndMarkersWithinLiterals() {
        assumeThat(features()).contains(DriverFeature.SEMICOLONS_IN_LITERALS);
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.query(
                    session.open(),
                    "select ';?$1:n' as a, t.n from (" + sql().numbers(3) + ") t where t.n > " + sql().marker(1),
                    1);

            assertThat(log.rows())
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row[0]).isEqualTo(";?$1:n"));
        }
    }
}
