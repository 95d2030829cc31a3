package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.error.ProgrammingException;
import io.granary.sql.Params;
import io.granary.testkit.Capabilities.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Values on their way into a database and back. */
public interface ValueCompliance extends OnBench {

    /** {@return what a value comes back as, in the driver's class} */
    private static Object roundTrip(Bench bench, Object value) {
        ColumnType column = bench.capabilities().column(value.getClass());
        bench.table("holds", "id int primary key, held " + column.sql());
        Await.value(bench.engine()
                .execute(text("insert into holds (id, held) values (1, :held)"), Params.of("held", value)));
        Object back = Await.value(bench.engine().execute(text("select held from holds")))
                .one()
                .get(0);
        assertThat(back).isInstanceOf(column.back());
        return java.util.Objects.requireNonNull(back);
    }

    /** As it was, or as the text that a database without such values stores, which only a declared type makes a value again. */
    private static void comesBack(Bench bench, Object value, String text) {
        Object back = roundTrip(bench, value);
        assertThat(back).isEqualTo(back instanceof String ? text : value);
    }

    /** {@return what a value comes back as, converted to its class} */
    private static <T> T converted(Bench bench, T value, Class<T> type) {
        roundTrip(bench, value);
        return Await.value(bench.engine().execute(text("select held from holds")))
                .scalar(type)
                .orElseThrow();
    }

    @Test
    default void wholeNumbersComeBack(Bench bench) {
        assertThat(roundTrip(bench, Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(roundTrip(bench, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    default void decimalsComeBackExactly(Bench bench) {
        comesBack(bench, new BigDecimal("123456789012345.67891"), "123456789012345.67891");
    }

    @Test
    default void doublesComeBack(Bench bench) {
        assertThat(roundTrip(bench, 0.1 + 0.2)).isEqualTo(0.1 + 0.2);
    }

    @Test
    default void textComesBackWithEveryLetter(Bench bench) {
        String value = "Grüße, 世界, 🌾👩‍🌾 it's \\ \"x\" :y ?";

        assertThat(roundTrip(bench, value)).isEqualTo(value);
        assertThat(roundTrip(bench, "")).isEqualTo("");
    }

    @Test
    default void truthComesBack(Bench bench) {
        assertThat(converted(bench, true, Boolean.class)).isTrue();
        assertThat(converted(bench, false, Boolean.class)).isFalse();
    }

    @Test
    default void datesComeBack(Bench bench) {
        comesBack(bench, LocalDate.of(2024, 2, 29), "2024-02-29");
    }

    @Test
    default void timestampsComeBackToTheMicrosecond(Bench bench) {
        comesBack(bench, LocalDateTime.of(2024, 3, 31, 2, 30, 15, 123_456_000), "2024-03-31 02:30:15.123456");
    }

    @Test
    default void instantsOfAnOffsetComeBackAsTheSameInstant(Bench bench) {
        OffsetDateTime value = OffsetDateTime.of(2024, 7, 1, 12, 30, 15, 0, ZoneOffset.ofHours(5));

        Object back = roundTrip(bench, value);

        if (back instanceof String text) {
            assertThat(text).as("at UTC").isEqualTo("2024-07-01 07:30:15.000000");
            return;
        }
        Instant instant = back instanceof OffsetDateTime same ? same.toInstant() : ((ZonedDateTime) back).toInstant();
        assertThat(instant).isEqualTo(value.toInstant());
    }

    @Test
    default void uuidsComeBack(Bench bench) {
        UUID value = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

        assertThat(converted(bench, value, UUID.class)).isEqualTo(value);
    }

    @Test
    default void bytesComeBack(Bench bench) {
        byte[] value = {0, 1, -1, 127, -128, 39};

        assertThat(roundTrip(bench, value)).isEqualTo(value);
        assertThat(roundTrip(bench, new byte[0])).isEqualTo(new byte[0]);
    }

    @Test
    default void nullOfNoTypeFitsEveryColumn(Bench bench) {
        List<ColumnType> types = bench.capabilities().types();
        for (int number = 0; number < types.size(); number++) {
            ColumnType column = types.get(number);
            // A table of its own each: drivers remember what they prepared for a text.
            String table = "holds" + number;
            bench.table(table, "id int primary key, held " + column.sql());
            var insert = text("insert into " + table + " (id, held) values (:id, :held)");

            Await.value(bench.engine().execute(insert, Params.of("id", 1, "held", null)));
            Await.value(bench.engine().execute(insert, Params.of("id", 2, "held", Params.nullOf(column.java()))));
            Await.value(bench.engine()
                    .execute(text("update " + table + " set held = :held where id = 1"), Params.of("held", null)));

            assertThat(Await.value(bench.engine().execute(text("select held from " + table)))
                            .scalars()
                            .fetchAll())
                    .as("NULL into %s", column.sql())
                    .containsExactly(null, null);
        }
    }

    @Test
    default void nullAndValuesMixInManySets(Bench bench) {
        Await.value(bench.engine()
                .execute(
                        INSERT,
                        List.of(
                                Params.of("id", 1, "name", null),
                                Params.of("id", 2, "name", "two"),
                                Params.of("id", 3, "name", Params.nullOf(String.class)))));

        assertThat(bench.sql().column("select name from items order by id")).containsExactly(null, "two", null);
    }

    @Test
    default void aTypedNullStandsWhereNothingTellsItsType(Bench bench) {
        AsyncConnection connection = bench.connection();

        var answer = connection.scalar(
                text("select coalesce(:a, :b)"), Params.of("a", Params.nullOf(Integer.class), "b", 7), Integer.class);

        if (bench.capabilities().claims(Claim.VALUES_ALONE)) {
            assertThat(Await.value(answer)).hasValue(7);
        } else {
            Await.failure(answer, ProgrammingException.class);
            assertThat(connection.isInvalidated()).isFalse();
        }
    }

    @Test
    default void aListExpandsWhereverItStandsInIn(Bench bench) {
        fill(bench);

        assertThat(ids(bench, "select id from items where id in (:ids) order by id", Map.of("ids", List.of(1, 3))))
                .containsExactly(1, 3);
        assertThat(ids(bench, "select id from items where id not in :ids order by id", Map.of("ids", new int[] {1, 3})))
                .containsExactly(2);
        assertThat(ids(
                        bench,
                        "select id from items where (id, name) in (:pairs) order by id",
                        Map.of("pairs", List.of(List.of(1, "one"), List.of(2, "wrong")))))
                .containsExactly(1);
    }

    @Test
    default void anEmptyListMatchesNothingAndEverythingAfterNot(Bench bench) {
        fill(bench);
        Map<String, List<Integer>> none = Map.of("ids", List.of());

        assertThat(ids(bench, "select id from items where id in (:ids) order by id", none))
                .isEmpty();
        assertThat(ids(bench, "select id from items where id not in (:ids) order by id", none))
                .containsExactly(1, 2, 3);
        assertThat(ids(bench, "select id from items where name in :ids order by id", none))
                .isEmpty();
        // Row 3 has no name: NULL is not in nothing, either.
        assertThat(ids(bench, "select id from items where name not in (:ids) order by id", none))
                .containsExactly(1, 2, 3);
        assertThat(ids(bench, "select id from items where id = 1 and name not in (:ids) or id = 2 order by id", none))
                .containsExactly(1, 2);
        assertThat(ids(bench, "select id from items where (id, name) not in (:ids) order by id", none))
                .containsExactly(1, 2, 3);
    }

    private static void fill(Bench bench) {
        Await.value(bench.engine()
                .execute(
                        INSERT,
                        List.of(
                                Params.of("id", 1, "name", "one"),
                                Params.of("id", 2, "name", "two"),
                                Params.of("id", 3, "name", null))));
    }

    private static List<Integer> ids(Bench bench, String sql, Map<String, ?> parameters) {
        return Await.value(bench.engine().execute(text(sql), parameters))
                .scalars(Integer.class)
                .fetchAll();
    }
}
