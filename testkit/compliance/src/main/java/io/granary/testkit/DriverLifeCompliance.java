package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement.Returns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections come, tell of themselves, and go. */
public interface DriverLifeCompliance extends DriverSubject {

    @Test
    default void opensAConnectionThatLivesAndNamesItsServer() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            assertThat(connection.alive()).isTrue();
            assertThat(connection.server().product()).isNotBlank();
            assertThat(connection.server().version()).isNotBlank();
            assertThat(connection.unwrap()).isNotNull();
        }
    }

    @Test
    default void answersAPing() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            assertThat(PortSession.await(connection.ping())).isTrue();
            assertThat(session.query(connection, sql().numbers(3)).numbers()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    default void isNotAliveAfterItsClose() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            PortSession.await(connection.close());

            assertThat(connection.alive()).isFalse();
        }
    }

    @Test
    default void takesASecondCloseInSilence() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();

            PortSession.await(connection.close());
            PortSession.await(connection.close());

            assertThat(PortSession.await(connection.ping())).isFalse();
        }
    }

    @Test
    default void runsNothingOnAClosedConnection() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            PortSession.await(connection.close());

            ReceiverLog log = session.run(connection, PortSession.statement(sql().numbers(1), Returns.ROWS, 10));

            assertThat(log.failure()).isNotNull();
            assertThat(log.rows()).isEmpty();
        }
    }

    @Test
    default void givesConnectionsThatDoNotWaitForEachOther() {
        try (PortSession session = PortSession.on(driver())) {
            List<DriverConnection> three = List.of(session.open(), session.open(), session.open());
            List<ReceiverLog> begun = three.stream()
                    .map(connection -> {
                        ReceiverLog log =
                                session.start(connection, PortSession.statement(sql().numbers(30), Returns.ROWS, 10));
                        log.request(1);
                        return log.chunks(1);
                    })
                    .toList();

            begun.forEach(log -> log.request(DriverExecution.ALL));

            assertThat(begun).allSatisfy(log -> assertThat(log.ended().rows()).hasSize(30));
        }
    }

    @Test
    default void opensNothingAfterTheDriverWasClosed() {
        Driver driver = driver();
        PortSession.await(driver.close());

        assertThatThrownBy(() -> PortSession.await(driver.open())).isInstanceOf(DriverException.class);
    }
}
