package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Counts of changed rows come once for each set of values; a statement of unknown shape gives what it gives.
 *
 * <p>What the port leaves open: whether DDL gives the count 0 or none, and whether a query of unknown shape gives a count besides its
 * rows (PostgreSQL gives the number of rows, MySQL and MariaDB 0, H2 none).
 */
public interface DriverCountCompliance extends DriverSubject {

    /** {@return a connection to a database with the empty table {@code port_items (id, name)}} */
    private static DriverConnection prepared(PortSession session) {
        DriverConnection connection = session.open();
        session.change(connection, "drop table if exists port_items");
        session.change(connection, "create table port_items (id integer primary key, name varchar(50))");
        return connection;
    }

    private String insert() {
        return "insert into port_items (id, name) values (" + sql().marker(1) + ", " + sql().marker(2) + ")";
    }

    @Test
    default void countsTheRowsThatAStatementChanges() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);

            assertThat(session.change(connection, "insert into port_items values (1, 'a'), (2, 'b'), (3, 'c')")
                            .counts())
                    .containsExactly(3L);
            assertThat(session.change(connection, "update port_items set name = 'z' where id < 3")
                            .counts())
                    .containsExactly(2L);
            assertThat(session.change(connection, "delete from port_items where id > 100")
                            .counts())
                    .containsExactly(0L);
        }
    }

    @Test
    default void givesNoCountOrZeroForDdl() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            session.change(connection, "insert into port_items values (1, 'a'), (2, 'b'), (3, 'c')");

            for (String ddl : List.of(
                    "create table port_more (id integer primary key)",
                    "drop table port_more",
                    "drop table port_items")) {
                assertThat(session.change(connection, ddl).counts()).as(ddl).isSubsetOf(0L);
            }
        }
    }

    @Test
    default void countsOnceForEachSetOfValues() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            List<Object[]> sets = List.of(new Object[] {1, "a"}, new Object[] {2, "b"}, new Object[] {3, "c"});

            ReceiverLog log = session.run(connection, new DriverStatement(insert(), sets, Returns.COUNT, 0, 1));

            assertThat(PortSession.good(log).counts()).containsExactly(1L, 1L, 1L);
            assertThat(session.query(connection, "select id from port_items order by id")
                            .numbers())
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    default void countsOnceForEachSetOfValuesOfAStatementOfUnknownShape() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            List<Object[]> sets = List.of(new Object[] {1, "a"}, new Object[] {2, "b"}, new Object[] {3, "c"});

            ReceiverLog log = session.run(connection, new DriverStatement(insert(), sets, Returns.UNKNOWN, 0, 1));

            assertThat(PortSession.good(log).counts()).containsExactly(1L, 1L, 1L);
            assertThat(log.rows()).isEmpty();
        }
    }

    @Test
    default void givesCountsForADemandOfOneChunk() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = prepared(session);
            List<Object[]> sets = List.of(new Object[] {1, "a"}, new Object[] {2, "b"}, new Object[] {3, "c"});
            ReceiverLog log = session.start(connection, new DriverStatement(insert(), sets, Returns.COUNT, 0, 1));

            log.request(1);

            assertThat(log.ended().counts()).containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    default void givesTheRowsOfAQueryOfUnknownShape() {
        try (PortSession session = PortSession.on(driver())) {
            ReceiverLog log =
                    session.run(session.open(), PortSession.statement(sql().numbers(25), Returns.UNKNOWN, 10));

            assertThat(PortSession.good(log).rows()).hasSize(25);
            assertThat(log.columns()).isNotNull();
            assertThat(log.counts()).isSubsetOf(0L, 25L);
        }
    }

    @Test
    default void keepsToTheDemandWhereRowsAndCountsMix() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            String query = "select t.n from (" + sql().numbers(4) + ") t where t.n <> " + sql().marker(1);
            List<Object[]> sets = List.of(new Object[] {1}, new Object[] {2}, new Object[] {3}, new Object[] {4});
            ReceiverLog log = session.start(
                    connection,
                    new DriverStatement(query, sets, Returns.UNKNOWN, 0, 2),
                    receiver -> receiver.request(1));

            log.request(1);

            assertThat(log.ended().failure()).isNull();
            assertThat(log.numbers()).containsExactly(2L, 3L, 4L, 1L, 3L, 4L, 1L, 2L, 4L, 1L, 2L, 3L);
        }
    }
}
