package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Values arrive as plain Java values, and a value that arrived can be bound.
 *
 * <table>
 * <caption>What arrives</caption>
 * <tr><th>type</th><th>H2</th><th>PostgreSQL</th><th>MySQL, MariaDB</th></tr>
 * <tr><td>smallint</td><td>Short</td><td>Short</td><td>Short</td></tr>
 * <tr><td>integer</td><td>Integer</td><td>Integer</td><td>Integer</td></tr>
 * <tr><td>bigint</td><td>Long</td><td>Long</td><td>Long</td></tr>
 * <tr><td>decimal</td><td>BigDecimal</td><td>BigDecimal</td><td>BigDecimal</td></tr>
 * <tr><td>double precision</td><td>Double</td><td>Double</td><td>Double</td></tr>
 * <tr><td>real, float</td><td>Float</td><td>Float</td><td>Float</td></tr>
 * <tr><td>boolean</td><td>Boolean</td><td>Boolean</td><td>Boolean</td></tr>
 * <tr><td>varchar, text</td><td>String</td><td>String</td><td>String</td></tr>
 * <tr><td>date</td><td>LocalDate</td><td>LocalDate</td><td>LocalDate</td></tr>
 * <tr><td>time</td><td>LocalTime</td><td>LocalTime</td><td>LocalTime</td></tr>
 * <tr><td>timestamp without zone</td><td>LocalDateTime</td><td>LocalDateTime</td><td>LocalDateTime (datetime)</td></tr>
 * <tr><td>timestamp with zone</td><td>OffsetDateTime</td><td>OffsetDateTime</td><td>ZonedDateTime (timestamp)</td></tr>
 * <tr><td>uuid</td><td>UUID</td><td>UUID</td><td>String</td></tr>
 * <tr><td>binary, blob, bytea</td><td>byte[]</td><td>byte[]</td><td>byte[]</td></tr>
 * <tr><td>json</td><td>String</td><td>String</td><td>String</td></tr>
 * <tr><td>jsonb</td><td>none</td><td>String</td><td>none</td></tr>
 * </table>
 */
public interface DriverValueCompliance extends DriverSubject {

    @Test
    default void givesAndTakesPlainJavaValues() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            SoftAssertions facts = new SoftAssertions();
            for (DriverValue value : sql().values()) {
                table(session, connection, value.type());
                session.change(connection, "insert into port_values (v) values (" + value.literal() + ")");
                facts.assertThatCode(() -> assertThat(stored(session, connection))
                                .isInstanceOf(value.value().getClass())
                                .isEqualTo(value.value()))
                        .as("what arrives of " + value.type())
                        .doesNotThrowAnyException();
                session.change(connection, "delete from port_values");
                facts.assertThatCode(() -> {
                            session.change(
                                    connection,
                                    "insert into port_values (v) values ("
                                            + String.format(value.placeholder(), sql().marker(1)) + ")",
                                    value.value());
                            assertThat(stored(session, connection)).isEqualTo(value.value());
                        })
                        .as("what was bound as " + value.type())
                        .doesNotThrowAnyException();
            }
            facts.assertAll();
        }
    }

    @Test
    default void givesNullForEachType() {
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            for (DriverValue value : sql().values()) {
                table(session, connection, value.type());
                session.change(connection, "insert into port_values (id) values (1)");

                assertThat(stored(session, connection)).as(value.type()).isNull();
            }
        }
    }

    @Test
    default void bindsANullOfNoType() {
        try (PortSession session = PortSession.on(driver())) {
            SoftAssertions facts = new SoftAssertions();
            for (DriverValue value : sql().values()) {
                // A driver may keep the types that the server inferred for the same text.
                DriverConnection connection = session.open();
                table(session, connection, value.type());
                facts.assertThatCode(() -> insertNull(session, connection, value.placeholder(), null))
                        .as(value.type())
                        .doesNotThrowAnyException();
            }
            facts.assertAll();
        }
    }

    @Test
    default void bindsANullOfAGivenType() {
        Map<String, List<Class<?>>> types = Map.of(
                "integer", List.of(Integer.class, Short.class, Byte.class, Long.class, BigInteger.class),
                "decimal(20, 4)", List.of(BigDecimal.class, Double.class, Float.class, BigInteger.class),
                "boolean", List.of(Boolean.class),
                "varchar(50)", List.of(String.class, Character.class, Thread.State.class),
                "date", List.of(LocalDate.class),
                "time", List.of(LocalTime.class),
                "timestamp", List.of(LocalDateTime.class, OffsetDateTime.class, Instant.class),
                "blob", List.of(byte[].class),
                "uuid", List.of(UUID.class));
        try (PortSession session = PortSession.on(driver())) {
            DriverConnection connection = session.open();
            SoftAssertions facts = new SoftAssertions();
            types.forEach((type, classes) -> {
                table(session, connection, sql().called(type));
                for (Class<?> each : classes) {
                    facts.assertThatCode(() -> insertNull(session, connection, "%s", new SqlNull(each)))
                            .as(each + " as " + type)
                            .doesNotThrowAnyException();
                }
            });
            facts.assertAll();
        }
    }

    private void insertNull(
            PortSession session, DriverConnection connection, String placeholder, @Nullable Object value) {
        session.change(connection, "delete from port_values");
        session.change(
                connection,
                "insert into port_values (v, id) values (" + String.format(placeholder, sql().marker(1)) + ", "
                        + sql().marker(2) + ")",
                value,
                1);
        assertThat(stored(session, connection)).isNull();
    }

    private static void table(PortSession session, DriverConnection connection, String type) {
        session.change(connection, "drop table if exists port_values");
        session.change(
                connection,
                "create table port_values (id integer, v " + type + (type.startsWith("timestamp(") ? " null" : "")
                        + ")");
    }

    private static @Nullable Object stored(PortSession session, DriverConnection connection) {
        List<Object[]> rows =
                session.query(connection, "select v from port_values").rows();
        assertThat(rows).hasSize(1);
        return rows.get(0)[0];
    }
}
