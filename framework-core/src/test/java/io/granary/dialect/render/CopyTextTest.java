package io.granary.dialect.render;

import static io.granary.sql.Sql.copyInto;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.dialect.Dialects;
import io.granary.dialect.H2Dialect;
import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.error.NotSupportedException;
import io.granary.schema.Table;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.sql.SchemaTranslation;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyTextTest {

    private static final Table BOOK = Table.of("store", "Book", table -> {
        table.column("id", Types.INTEGER, c -> c.primaryKey());
        table.column("order", Types.TEXT);
    });

    private static String written(SqlType<?> type, @Nullable Object value) {
        Table table = Table.of("t", t -> t.column("v", type));
        CopyBuffer buffer = new CopyBuffer(16);
        PostgresDialect.INSTANCE.copyText(copyInto(table)).row(Arrays.asList(value), buffer);
        String line = text(buffer);
        assertThat(line).endsWith("\n");
        return line.substring(0, line.length() - 1);
    }

    private static String text(CopyBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.take()).toString();
    }

    @Test
    void whatWouldMeanSomethingStandsBehindABackslash() {
        assertThat(written(Types.TEXT, "a\tb\nc\rd\\e")).isEqualTo("a\\tb\\nc\\rd\\\\e");
        assertThat(written(Types.TEXT, "\\N")).isEqualTo("\\\\N");
        assertThat(written(Types.TEXT, "\\.")).isEqualTo("\\\\.");
        assertThat(written(Types.TEXT, "")).isEmpty();
        assertThat(written(Types.TEXT, null)).isEqualTo("\\N");
        assertThat(written(Types.TEXT, "\u00e9\u20ac\uD83D\uDE00")).isEqualTo("\u00e9\u20ac\uD83D\uDE00");
        assertThat(written(Types.TEXT, "\uD83Dx\uDE00")).isEqualTo("?x?");
    }

    @Test
    void valuesAreWrittenAsTheServerReadsThem() {
        assertThat(written(Types.BOOLEAN, true)).isEqualTo("t");
        assertThat(written(Types.BOOLEAN, false)).isEqualTo("f");
        assertThat(written(Types.numeric(10, 2), new BigDecimal("1E+3"))).isEqualTo("1E+3");
        assertThat(written(Types.DOUBLE, Double.NaN)).isEqualTo("NaN");
        assertThat(written(Types.BYTES, new byte[] {0, 10, -1})).isEqualTo("\\\\x000aff");
        assertThat(written(Types.INTERVAL, Duration.ofSeconds(-90))).isEqualTo("PT-1M-30S");
        assertThat(written(Types.JSON, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.textNode("a\nb")))
                .isEqualTo("\"a\\\\nb\"");
    }

    @Test
    void daysAndTimesOfAllYears() {
        assertThat(written(Types.DATE, LocalDate.of(1, 1, 1))).isEqualTo("0001-01-01");
        assertThat(written(Types.DATE, LocalDate.of(0, 2, 29))).isEqualTo("0001-02-29 BC");
        assertThat(written(Types.DATE, LocalDate.of(-4712, 1, 1))).isEqualTo("4713-01-01 BC");
        assertThat(written(Types.DATE, LocalDate.of(12026, 1, 1))).isEqualTo("12026-01-01");
        assertThat(written(Types.TIMESTAMP, LocalDateTime.of(-43, 3, 15, 12, 0)))
                .isEqualTo("0044-03-15 12:00 BC");
        assertThat(written(Types.TIMESTAMP, LocalDateTime.MIN)).isEqualTo("-infinity");
        for (Object last : List.of(OffsetDateTime.MAX, Instant.MAX)) {
            assertThat(written(Types.other("timestamptz"), last)).isEqualTo("infinity");
        }
        assertThat(written(Types.TIMESTAMP_WITH_TIME_ZONE, OffsetDateTime.MAX.minusNanos(1)))
                .startsWith("999999999-12-31 ");
        Instant moment = Instant.parse("2026-07-01T12:00:00.5Z");
        assertThat(written(Types.other("timestamptz"), moment)).isEqualTo("2026-07-01 12:00:00.500Z");
        assertThat(written(Types.other("timestamptz"), moment.atZone(ZoneId.of("Asia/Kolkata"))))
                .isEqualTo("2026-07-01 17:30:00.500+05:30");
    }

    @Test
    void arraysQuoteTheirElements() {
        assertThat(written(Types.array(Types.INTEGER), List.of(1, -2))).isEqualTo("{\"1\",\"-2\"}");
        assertThat(written(Types.array(Types.TEXT), Arrays.asList("a,b", null, "", "\"\\", "NULL")))
                .isEqualTo("{\"a,b\",NULL,\"\",\"\\\\\"\\\\\\\\\",\"NULL\"}");
        assertThat(written(Types.array(Types.BYTES), List.of(new byte[] {1}))).isEqualTo("{\"\\\\\\\\x01\"}");
        assertThat(written(Types.array(Types.INTEGER), List.of())).isEqualTo("{}");
    }

    @Test
    void aRowHasTabsBetweenAndALinesEndBehindItsValues() {
        CopyText text = PostgresDialect.INSTANCE.copyText(copyInto(BOOK));
        CopyBuffer buffer = new CopyBuffer(16);

        text.row(Arrays.asList(1, null), buffer);
        text.row(Map.of("order", "x", "id", 2), buffer);

        assertThat(text(buffer)).isEqualTo("1\t\\N\n2\tx\n");
        assertThat(buffer.size()).isZero();
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() {
        CopyText text = PostgresDialect.INSTANCE.copyText(copyInto(BOOK));
        CopyBuffer buffer = new CopyBuffer(16);
        text.row(List.of(1, "good"), buffer);
        int before = buffer.size();

        for (List<?> wrong : List.of(List.of(1), List.of(1, "a", 2), List.of(1, "nul\0"), List.of(1, new Thread()))) {
            assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> text.row(wrong, buffer));
        }
        for (Map<String, ?> wrong : List.of(Map.of("id", 1), Map.of("id", 1, "order", "a", "more", 1))) {
            assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> text.row(wrong, buffer));
        }
        assertThat(buffer.size()).isEqualTo(before);
    }

    @Test
    void aBufferGrowsAndIsHandedOver() {
        CopyBuffer buffer = new CopyBuffer(16);
        buffer.put(ByteBuffer.wrap("x".repeat(1000).getBytes(StandardCharsets.UTF_8)));
        ByteBuffer taken = buffer.take();
        buffer.put(ByteBuffer.wrap(new byte[] {'y'}));

        assertThat(taken.remaining()).isEqualTo(1000);
        assertThat(taken.get(0)).isEqualTo((byte) 'x');
        ByteBuffer small = buffer.take();
        assertThat(StandardCharsets.UTF_8.decode(small.duplicate()).toString()).isEqualTo("y");
        assertThat(small.capacity()).isEqualTo(16);
    }

    @Test
    void statementsQuoteNamesAndTranslateSchemas() {
        CopyIn copy = copyInto(BOOK);
        assertThat(PostgresDialect.INSTANCE.copyIn(copy, SchemaTranslation.NONE))
                .isEqualTo("COPY store.\"Book\" (id, \"order\") FROM STDIN");
        assertThat(PostgresDialect.INSTANCE.copyIn(copy, new SchemaTranslation(Map.of("store", "my shop"))))
                .isEqualTo("COPY \"my shop\".\"Book\" (id, \"order\") FROM STDIN");
        assertThat(PostgresDialect.INSTANCE.copyIn(
                        copyInto(BOOK, BOOK.column("order"))
                                .withFormat(CopyFormat.csv()
                                        .withHeader()
                                        .withDelimiter('\'')
                                        .withNull("it's")),
                        new SchemaTranslation(Map.of("store", ""))))
                .isEqualTo(
                        "COPY \"Book\" (\"order\") FROM STDIN WITH (FORMAT csv, HEADER true, DELIMITER '''', NULL 'it''s')");
    }

    @Test
    void aCopyNamesColumnsOfItsTableOnce() {
        Table other = Table.of("other", table -> table.column("more", Types.INTEGER));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> copyInto(BOOK, other.column("more")));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> copyInto(BOOK, BOOK.column("id"), BOOK.column("id")));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> CopyFormat.csv().withDelimiter('\n'));
    }

    @Test
    void otherDatabasesSayWhatToDoInstead() {
        for (var dialect : List.of(H2Dialect.INSTANCE, Dialects.named("mysql"), Dialects.named("mariadb"))) {
            assertThatExceptionOfType(NotSupportedException.class)
                    .isThrownBy(() -> dialect.copyText(copyInto(BOOK)))
                    .withMessageContaining(dialect.name())
                    .withMessageContaining("insert");
        }
    }
}
