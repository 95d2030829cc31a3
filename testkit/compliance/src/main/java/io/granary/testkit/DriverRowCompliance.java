package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Rows come in chunks, as many as asked for, and stop when nobody listens any more.
 *
 * <p>Every breach of the receiver's rules (calls that overlap, come before they are asked for, after a cancel or after the end) fails
 * the test in which it is seen, whatever that test is about.
 */
public interface DriverRowCompliance extends DriverSubject {

    @Test
    default void deliversNothingBeforeItIsAsked() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.start(session.open(), PortSession.statement(sql().numbers(5), Returns.ROWS, 10));
            // Another connection's work gives an eager driver its time.
            session.query(session.open(), sql().numbers(5));

            assertThat(log.rows()).isEmpty();
            assertThat(log.breaches()).isEmpty();

            log.request(DriverExecution.ALL);
            assertThat(log.ended().numbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    default void deliversOneChunkForEachRequest() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.start(session.open(), PortSession.statement(sql().numbers(25), Returns.ROWS, 10));

            log.request(1);
            assertThat(log.chunks(1).rows()).hasSize(10);
            log.request(1);
            assertThat(log.chunks(2).rows()).hasSize(20);
            log.request(1);

            assertThat(log.ended().numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 25).boxed().toList());
            assertThat(log.chunks()).isEqualTo(3);
        }
    }

    @Test
    default void addsDemandUp() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log =
                    session.start(session.open(), PortSession.statement(sql().numbers(100), Returns.ROWS, 10));

            log.request(2);
            log.request(3);
            assertThat(log.chunks(5).rows()).hasSize(50);
            log.request(DriverExecution.ALL);
            log.request(DriverExecution.ALL);

            assertThat(log.ended().rows()).hasSize(100);
        }
    }

    @Test
    default void takesDemandFromWithinTheReceiver() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.start(
                    session.open(),
                    PortSession.statement(sql().numbers(1000), Returns.ROWS, 7),
                    receiver -> receiver.request(1));

            log.request(1);

            assertThat(log.ended().numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 1000).boxed().toList());
        }
    }

    @Test
    default void deliversAFullLastChunkAndThenTheEnd() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.start(session.open(), PortSession.statement(sql().numbers(20), Returns.ROWS, 10));

            log.request(2);
            log.chunks(2);
            log.request(1);

            assertThat(log.ended().rows()).hasSize(20);
            assertThat(log.chunks()).isEqualTo(2);
        }
    }

    @Test
    default void tellsTheColumnsOnceAndKeepsRepeatedNames() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.query(
                    session.open(), "select t.n as a, t.n as b, t.n as a from (" + sql().numbers(12) + ") t");

            assertThat(requireNonNull(log.columns()).stream().map(name -> name.toLowerCase(Locale.ROOT)))
                    .containsExactly("a", "b", "a");
            assertThat(log.rows()).hasSize(12).allSatisfy(row -> assertThat(row).hasSize(3));
        }
    }

    @Test
    default void tellsNoColumnsWhereThereIsNoRow() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log =
                    session.query(session.open(), "select t.n from (" + sql().numbers(3) + ") t where t.n > 3");

            assertThat(log.columns()).isNull();
            assertThat(log.rows()).isEmpty();
            assertThat(log.counts()).isEmpty();
        }
    }

    @Test
    default void streamsAHundredThousandRows() {
        int count = 100_000;
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log = session.start(
                    session.open(),
                    new DriverStatement(sql().numbers(count), List.of(), Returns.ROWS, 1000, 1000),
                    receiver -> receiver.request(1));

            log.request(1);

            assertThat(log.ended().failure()).isNull();
            assertThat(log.numbers().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo((long) count * (count + 1) / 2);
            assertThat(log.chunks()).isEqualTo(100);
        }
    }

    @Test
    default void deliversNothingMoreOnceCancelled() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(
                    connection, new DriverStatement(sql().numbers(100_000), List.of(), Returns.ROWS, 100, 100));
            log.request(2);
            log.chunks(2);

            log.stop();

            assertThat(session.query(connection, sql().numbers(3)).numbers()).containsExactly(1L, 2L, 3L);
            assertThat(log.chunks()).isEqualTo(2);
        }
    }

    @Test
    default void stopsWhenTheReceiverCancelsFromWithin() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(
                    connection,
                    new DriverStatement(sql().numbers(100_000), List.of(), Returns.ROWS, 100, 100),
                    ReceiverLog::stop);

            log.request(DriverExecution.ALL);
            log.chunks(1);

            assertThat(session.query(connection, sql().numbers(3)).numbers()).containsExactly(1L, 2L, 3L);
            assertThat(log.chunks()).isEqualTo(1);
        }
    }

    @Test
    default void isUsableAfterACancelBeforeAnyDemand() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            ReceiverLog log = session.start(connection, PortSession.statement(sql().numbers(100), Returns.ROWS, 10));

            log.stop();

            assertThat(session.query(connection, sql().numbers(3)).numbers()).containsExactly(1L, 2L, 3L);
            assertThat(log.chunks()).isZero();
        }
    }
}
