package io.granary.testkit;

import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.DataException;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Condition;
import io.granary.sql.Executable;
import io.granary.sql.JsonPath;
import io.granary.sql.Params;
import io.granary.stream.AsyncResult;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of each type come back as they went in: NULL, the edges, and what is in between; as values, in conditions and in lists. */
public interface TypeCompliance extends OnBench {

    /** A state that is stored by its name. */
    enum Mood {
        /** First. */
        HAPPY,
        /** Second. */
        SAD
    }

    /**
     * An amount that Jackson knows as an object.
     *
     * @param cents how much
     * @param currency of what
     */
    record Money(long cents, String currency) {}

    /** A word that is stored in lower case. */
    SqlType<String> SHOUTED = Types.string(20)
            .mapped(
                    String.class,
                    word -> word.toLowerCase(java.util.Locale.ROOT),
                    word -> word.toUpperCase(java.util.Locale.ROOT));

    private static <T> Table tableOf(SqlType<T> type) {
        return Table.of("typed", table -> {
            table.column("id", Types.INTEGER, c -> c.primaryKey());
            table.column("v", type);
        });
    }

    @SuppressWarnings("unchecked") // the column was declared with the type
    private static <T> Column<T> valueOf(Table table) {
        return (Column<T>) table.tableColumns().get(1);
    }

    /** Stores the values and NULL, and reads them back in order. */
    private static <T> List<@Nullable T> roundTrip(Bench bench, SqlType<T> type, List<T> values) {
        Table table = tableOf(type);
        Column<T> v = valueOf(table);
        bench.table(table);
        List<@Nullable T> all = new ArrayList<>(values);
        all.add(null);
        for (int i = 0; i < all.size(); i++) {
            Await.value(bench.engine().execute(insert(table), Params.of("id", i, "v", all.get(i))));
        }
        List<@Nullable T> back = new ArrayList<>();
        for (Row row : Await.value(bench.engine().execute(select(v).orderBy(table.column("id"))))
                .fetchAll()) {
            back.add(row.get(v));
        }
        return back;
    }

    private static <T> void survives(Bench bench, SqlType<T> type, List<T> values) {
        List<@Nullable T> expected = new ArrayList<>(values);
        expected.add(null);
        assertThat(roundTrip(bench, type, values)).isEqualTo(expected);
    }

    /** A time with an offset comes back at whatever offset the server has; the others are what they are. */
    private static @Nullable Object moment(@Nullable Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /** A value is found again by a condition on it, which has the row come as it comes with parameters, and by a list it is in. */
    private static <T> void isFound(Bench bench, SqlType<T> type, T value, T other) {
        Table table = tableOf(type);
        Column<T> v = valueOf(table);
        bench.table(table);
        Await.value(bench.engine().execute(insert(table), Params.of("id", 1, "v", value)));
        Await.value(bench.engine().execute(insert(table), Params.of("id", 2, "v", other)));
        Await.value(bench.engine().execute(insert(table), Params.of("id", 3, "v", null)));

        Row found = Await.value(
                        bench.engine().execute(select(table.column("id"), v).where(v.eq(value))))
                .one();
        assertThat(found.get(0)).isEqualTo(1);
        assertThat(moment(found.get(v))).isEqualTo(moment(value));
        assertThat(Await.value(bench.engine().execute(select(table.column("id")).where(v.in(List.of(value, value)))))
                        .scalars(Integer.class)
                        .all())
                .containsExactly(1);
        assertThat(Await.value(bench.engine().execute(select(table.column("id")).where(v.isNull())))
                        .scalars(Integer.class)
                        .all())
                .containsExactly(3);
    }

    @Test
    default void wholeNumbersSurvive(Bench bench) {
        survives(bench, Types.SMALL_INTEGER, List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE));
        survives(bench, Types.INTEGER, List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
        survives(bench, Types.BIG_INTEGER, List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
        isFound(bench, Types.BIG_INTEGER, 7L, 8L);
        isFound(bench, Types.SMALL_INTEGER, (short) 7, (short) 8);
    }

    @Test
    default void decimalsKeepTheirScale(Bench bench) {
        survives(
                bench,
                Types.numeric(20, 4),
                List.of(
                        new BigDecimal("-9999999999999999.9999"),
                        new BigDecimal("0.0000"),
                        new BigDecimal("1.5000"),
                        new BigDecimal("9999999999999999.9999")));
        isFound(bench, Types.numeric(10, 2), new BigDecimal("1.10"), new BigDecimal("1.11"));
        assertThat(roundTrip(bench, Types.numeric(10, 2), List.of(new BigDecimal("1E+2"))))
                .containsExactly(new BigDecimal("100.00"), null);
    }

    @Test
    default void floatsSurvive(Bench bench) {
        survives(bench, Types.DOUBLE, List.of(-1.5e300, 0.1, 1e-300, Double.MAX_VALUE));
        survives(bench, Types.REAL, List.of(-1.5f, 0.25f, 1024.5f));
    }

    @Test
    default void booleansSurvive(Bench bench) {
        survives(bench, Types.BOOLEAN, List.of(true, false));
        isFound(bench, Types.BOOLEAN, true, false);
    }

    @Test
    default void textSurvives(Bench bench) {
        List<String> texts = List.of("", " ", "it's \"so\" `\\` %_", "äöü ☃ \uD83D\uDE00", "line\nbreak\ttab");
        survives(bench, Types.TEXT, texts);
        survives(bench, Types.string(100), texts);
        isFound(bench, Types.string(100), "a", "b");
    }

    @Test
    default void bytesSurvive(Bench bench) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        List<byte @Nullable []> back = roundTrip(bench, Types.BYTES, List.of(all, new byte[0]));

        assertThat(back.get(0)).isEqualTo(all);
        assertThat(back.get(1)).isEmpty();
        assertThat(back.get(2)).isNull();
    }

    /** Some of these times are left out when the clocks of Newfoundland or Europe are put forward. */
    @Test
    default void daysAndTimesSurvive(Bench bench) {
        survives(
                bench,
                Types.DATE,
                List.of(LocalDate.of(1000, 1, 1), LocalDate.of(1970, 1, 1), LocalDate.of(9999, 12, 31)));
        survives(
                bench,
                Types.TIME,
                List.of(LocalTime.MIDNIGHT, LocalTime.of(12, 30), LocalTime.of(23, 59, 59, 999_999_000)));
        survives(
                bench,
                Types.TIMESTAMP,
                List.of(
                        LocalDateTime.of(1000, 1, 1, 0, 0),
                        LocalDateTime.of(2026, 3, 8, 2, 30),
                        LocalDateTime.of(2026, 3, 29, 2, 30),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)));
        isFound(bench, Types.DATE, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2));
        isFound(bench, Types.TIMESTAMP, LocalDateTime.of(2026, 3, 29, 2, 30), LocalDateTime.of(2026, 3, 29, 3, 30));
        isFound(bench, Types.TIMESTAMP, LocalDateTime.of(2026, 3, 8, 2, 30), LocalDateTime.of(2026, 3, 8, 3, 30));
    }

    /** Two of them are the same time of the day in Newfoundland, before and after the clocks are put back. */
    @Test
    default void momentsSurviveWhateverTheirOffset(Bench bench) {
        OffsetDateTime moment = OffsetDateTime.of(2026, 7, 1, 12, 0, 0, 123_456_000, ZoneOffset.ofHoursMinutes(5, 30));
        OffsetDateTime late = OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        List<@Nullable OffsetDateTime> back = roundTrip(bench, Types.TIMESTAMP_WITH_TIME_ZONE, List.of(moment, late));

        assertThat(back.stream().map(each -> each == null ? null : each.toInstant()))
                .containsExactly(moment.toInstant(), late.toInstant(), null);
        isFound(bench, Types.TIMESTAMP_WITH_TIME_ZONE, moment, late);
        OffsetDateTime before = OffsetDateTime.of(2026, 11, 1, 4, 10, 0, 0, ZoneOffset.UTC);
        isFound(bench, Types.TIMESTAMP_WITH_TIME_ZONE, before, before.plusHours(1));
    }

    @Test
    default void lengthsOfTimeSurvive(Bench bench) {
        survives(
                bench,
                Types.INTERVAL,
                List.of(Duration.ZERO, Duration.ofDays(400).plusMillis(7), Duration.ofSeconds(-90)));
        isFound(bench, Types.INTERVAL, Duration.ofHours(30), Duration.ofHours(31));
    }

    @Test
    default void identifiersSurvive(Bench bench) {
        UUID one = UUID.fromString("00000000-0000-0000-0000-000000000001");
        UUID two = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");
        survives(bench, Types.UUID, List.of(one, two));
        isFound(bench, Types.UUID, one, two);
    }

    @Test
    default void enumsSurvive(Bench bench) {
        survives(bench, Types.enumOf(Mood.class), List.of(Mood.HAPPY, Mood.SAD));
        isFound(bench, Types.enumOf(Mood.class), Mood.SAD, Mood.HAPPY);
    }

    @Test
    default void documentsSurvive(Bench bench) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        survives(
                bench,
                Types.JSON,
                List.of(
                        json.objectNode()
                                .put("a", 1)
                                .set("b", json.arrayNode().add("x").add(true)),
                        json.textNode("it's"),
                        json.arrayNode()));
        survives(bench, Types.json(Money.class), List.of(new Money(5, "EUR"), new Money(-1, "INR")));
    }

    /** Texts come without their quotes and escapes; what is not there, or is null, is NULL. */
    @Test
    @Tag("DI22")
    default void partsOfDocumentsAreReadAndFound(Bench bench) {
        Table table = tableOf(Types.JSON);
        Column<JsonNode> v = valueOf(table);
        bench.table(table);
        List<String> texts = List.of("it's", "say \"so\"\\\n\u00e9", "null", "", "x".repeat(3_000));
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<JsonNode> all = new ArrayList<>(texts.stream().map(json::textNode).toList());
        all.add(json.numberNode(12));
        all.add(json.booleanNode(true));
        all.add(json.nullNode());
        all.add(json.missingNode());
        for (int i = 0; i < all.size(); i++) {
            JsonNode document = all.get(i).isMissingNode()
                    ? json.objectNode()
                    : json.objectNode().set("a", json.arrayNode().add(all.get(i)));
            Await.value(bench.engine().execute(insert(table), Params.of("id", i, "v", document)));
        }
        JsonPath<String> part = v.path("a", 0).asText();
        List<@Nullable String> expected = new ArrayList<>(texts);
        expected.addAll(Arrays.asList("12", "true", null, null));
        assertThat(Await.value(bench.engine().execute(select(part).orderBy(table.column("id"))))
                        .scalars(String.class)
                        .all())
                .isEqualTo(expected);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(ids(bench, table, part.eq(texts.get(i)))).containsExactly(i);
        }
        assertThat(ids(bench, table, part.isNull())).containsExactly(7, 8);
        assertThat(ids(bench, table, part.in("12", "13"))).containsExactly(5);
        assertThat(ids(
                        bench,
                        table,
                        and(
                                table.column("id", Integer.class).eq(5),
                                v.path("a", 0).asInteger().between(11L, 13L))))
                .containsExactly(5);
    }

    private static List<@Nullable Integer> ids(Bench bench, Table table, Condition condition) {
        return Await.value(bench.engine()
                        .execute(select(table.column("id")).where(condition).orderBy(table.column("id"))))
                .scalars(Integer.class)
                .all();
    }

    @Test
    default void mappedValuesSurvive(Bench bench) {
        survives(bench, SHOUTED, List.of("HELLO"));
        isFound(bench, SHOUTED, "HELLO", "WORLD");
    }

    /** Numbers of which one is refused, in both directions. */
    SqlType<Integer> LUCKY = Types.INTEGER.mapped(Integer.class, TypeCompliance::lucky, TypeCompliance::lucky);

    private static Integer lucky(Integer number) {
        if (number == 13) {
            throw new IllegalStateException("it is not lucky");
        }
        return number;
    }

    /**
     * Its functions run on a thread of the driver's, too, where what they throw must be neither lost nor harmful.
     *
     * @param bench this test's
     */
    @Test
    default void whatAMappedTypeThrowsFailsItsStatementAndNothingElse(Bench bench) {
        Table table = tableOf(LUCKY);
        Column<Integer> v = valueOf(table);
        bench.table(table);
        bench.sql().run("insert into typed values (1, 13)");
        Executable all = select(v);
        AsyncConnection connection = bench.connection();

        threw(connection.execute(all));
        threw(AsyncResult.of(connection, all).source().runWith(Sink.seq(), bench.system()));
        threw(connection.execute(insert(table), Params.of("id", 2, "v", 13)));

        assertThat(Await.value(connection.scalar(text("select count(*) from typed"), Long.class)))
                .hasValue(1L);
    }

    private static void threw(CompletionStage<?> failed) {
        assertThat(Await.failure(failed, ArgumentException.class))
                .hasMessageContaining("mapped")
                .hasRootCauseMessage("it is not lucky");
    }

    /** H2's driver takes no array that holds NULL. */
    @Test
    default void arraysSurviveWhereThereAreArrays(Bench bench) {
        if (bench.capabilities().dialect().supports(Feature.ARRAYS)) {
            survives(bench, Types.array(Types.INTEGER), List.of(List.of(), List.of(1, 2, 3)));
            survives(bench, Types.array(Types.TEXT), List.of(List.of("a", "it's", "{}")));
            survives(
                    bench,
                    Types.array(Types.INTERVAL),
                    List.of(List.of(), List.of(Duration.ofDays(400).plusMillis(7), Duration.ofSeconds(-90))));
            survives(bench, Types.array(Types.TIME), List.of(List.of(LocalTime.of(23, 59, 59, 999_999_000))));
            survives(bench, Types.array(Types.enumOf(Mood.class)), List.of(List.of(Mood.SAD)));
        }
    }

    @Test
    default void bytesWithinArraysSurviveWhereThereAreArrays(Bench bench) {
        if (bench.capabilities().dialect().supports(Feature.ARRAYS)) {
            List<List<byte[]>> values = List.of(List.of(new byte[] {1, -1}, new byte[0]), List.of());

            assertThat(roundTrip(bench, Types.array(Types.BYTES), values))
                    .usingRecursiveComparison()
                    .isEqualTo(Arrays.asList(values.get(0), values.get(1), null));
        }
    }

    /** Whether it is cut or rounded. */
    @Test
    default void aTimeThatIsFinerThanItsColumnStaysInItsDay(Bench bench) {
        LocalTime last = LocalTime.of(23, 59, 59, 999_999_000);

        assertThat(roundTrip(bench, Types.TIME, List.of(LocalTime.MAX, last))).containsExactly(last, last, null);
        isFound(bench, Types.TIME, last, LocalTime.MIDNIGHT);
    }

    /** No database has all of them; none makes something else of one, or says what nobody asked. */
    @Test
    default void whatAColumnCannotHoldIsRefusedAsAValue(Bench bench) {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            survivesOrIsRefused(bench, Types.DOUBLE, number);
            survivesOrIsRefused(bench, Types.REAL, (float) number);
        }
        survivesOrIsRefused(bench, Types.INTERVAL, Duration.ofSeconds(Long.MAX_VALUE));
        survivesOrIsRefused(bench, Types.INTERVAL, Duration.ofSeconds(Long.MIN_VALUE));
        survivesOrIsRefused(bench, Types.TIMESTAMP_WITH_TIME_ZONE, OffsetDateTime.MAX);
        survivesOrIsRefused(bench, Types.TIMESTAMP_WITH_TIME_ZONE, OffsetDateTime.MIN);
    }

    private static <T> void survivesOrIsRefused(Bench bench, SqlType<T> type, T value) {
        Table table = tableOf(type);
        bench.table(table);
        Optional<Throwable> failure = Await.value(bench.engine()
                .execute(insert(table), Params.of("id", 1, "v", value))
                .handle((result, thrown) -> Optional.ofNullable(thrown)));
        if (failure.isPresent()) {
            assertThat(failure.get()).as("%s", value).isInstanceOf(DataException.class);
        } else {
            Row row =
                    Await.value(bench.engine().execute(select(valueOf(table)))).one();
            Object back = row.get(valueOf(table));
            assertThat(back).isEqualTo(value);
        }
    }
}
