package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement.Returns;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What happens when a server cannot be reached, ends a connection, or is asked to stop a statement. */
public interface DriverLinkCompliance extends DatabaseDriverSubject {

    private static DriverException failure(Supplier<?> attempt) {
        Throwable thrown = catchThrowable(attempt::get);
        assertThat(thrown).isInstanceOf(DriverException.class);
        return (DriverException) requireNonNull(thrown);
    }

    @Test
    default void failsInThePortsWordsWhereNobodyListens() throws IOException {
        assumeThat(features()).contains(DriverFeature.NETWORK);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TestDatabase nowhere = database().withPassword("wr0ng-s3cret").at("127.0.0.1", port);
        try (PortSession session = PortSession.on(driver(nowhere))) {
            assertThat(failure(session::open).message()).isNotBlank().doesNotContain("wr0ng-s3cret");
        }
    }

    @Test
    default void failsWithoutThePasswordWhereItIsWrong() {
        assumeThat(features()).contains(DriverFeature.NETWORK);
        try (PortSession session = PortSession.on(driver(database().withPassword("wr0ng-s3cret")))) {
            DriverException failure = failure(session::open);

            assertThat(failure.sqlState()).startsWith("28");
            assertThat(failure.message()).doesNotContain("wr0ng-s3cret");
            assertThat(String.valueOf(failure.getCause())).doesNotContain("wr0ng-s3cret");
        }
    }

    @Test
    default void noticesThatTheServerEndedAnIdleConnection() {
        assumeThat(features()).contains(DriverFeature.ENDS_SESSIONS);
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ServerCounts.killConnections(database());

            assertThat(PortSession.await(connection.ping())).isFalse();

            Eventually.holds("the connection is known to be dead", ReceiverLog.PATIENCE, () -> !connection.alive());
        }
    }

    @Test
    default void failsAStatementOnAConnectionThatTheServerEnded() {
        assumeThat(features()).contains(DriverFeature.ENDS_SESSIONS);
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ServerCounts.killConnections(database());

            ReceiverLog log = session.run(connection, PortSession.statement(sql().numbers(3), Returns.ROWS, 10));

            assertThat(log.failure()).isNotNull();
            Eventually.holds("the connection is known to be dead", ReceiverLog.PATIENCE, () -> !connection.alive());
        }
    }

    @Test
    default void opensAnotherConnectionAfterTheServerEndedAll() {
        assumeThat(features()).contains(DriverFeature.ENDS_SESSIONS);
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection ended = session.open();
            ServerCounts.killConnections(database());
            PortSession.await(ended.close());

            assertThat(session.query(session.open(), sql().numbers(1)).numbers())
                    .containsExactly(1L);
        }
    }

    @Test
    default void stopsARunningStatementOnTheServerOrSaysThatItCannot() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            if (!features().contains(DriverFeature.SERVER_CANCEL)) {
                assertThat(PortSession.await(connection.cancel())).isFalse();
                return;
            }
            DriverConnection watcher = session.open();
            ReceiverLog log = session.start(connection, PortSession.statement(sql().slow(), Returns.ROWS, 1));
            log.request(DriverExecution.ALL);
            Eventually.holds(
                    "the statement runs",
                    ReceiverLog.PATIENCE,
                    () -> session.query(watcher, sql().runningSlow()).numbers().get(0) == 1);

            assertThat(PortSession.await(connection.cancel())).isTrue();

            assertThat(requireNonNull(log.ended().failure()).sqlState()).isEqualTo("57014");
            assertThat(session.query(connection, sql().numbers(2)).numbers()).containsExactly(1L, 2L);
        }
    }

    @Test
    default void leavesNoConnectionOnTheServerAfterItsClose() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection first = session.open();
            DriverConnection second = session.open();

            PortSession.await(first.close());
            PortSession.await(second.close());

            ServerCounts.awaitNoConnections(database(), ReceiverLog.PATIENCE);
        }
    }
}
