package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values as the driver's codecs read them, of the columns that are read without one and of others. */
final class PostgresColumnTest {

    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final long TO_1970 = 10_957;

    private final DefaultCodecs codecs = new DefaultCodecs(new UnpooledByteBufAllocator(false));

    private @Nullable Object read(PostgresqlObjectId type, Format format, ByteBuf value) {
        return PostgresColumn.of(type.getObjectId(), format, codecs).read(value);
    }

    private @Nullable Object byCodec(PostgresqlObjectId type, Format format, ByteBuf value) {
        return PostgresFlavor.INSTANCE.fromDriver(codecs.decode(value, type.getObjectId(), format, Object.class));
    }

    /** {@return what both ways give; the same, of the same class, or the same kind of refusal} */
    private @Nullable Object same(PostgresqlObjectId type, ByteBuf bytes) {
        Throwable refused = catchThrowable(() -> byCodec(type, Format.FORMAT_BINARY, bytes.duplicate()));
        if (refused != null) {
            assertThat(catchThrowable(() -> read(type, Format.FORMAT_BINARY, bytes.duplicate())))
                    .isInstanceOf(refused.getClass());
            return refused;
        }
        Object expected = byCodec(type, Format.FORMAT_BINARY, bytes.duplicate());
        Object value = read(type, Format.FORMAT_BINARY, bytes.duplicate());
        assertThat(value).as("%s", type).isEqualTo(expected).hasSameClassAs(expected);
        return value;
    }

    private static ByteBuf ints(int value) {
        return Unpooled.buffer().writeInt(value);
    }

    private static ByteBuf longs(long... values) {
        ByteBuf bytes = Unpooled.buffer();
        for (long value : values) {
            bytes.writeLong(value);
        }
        return bytes;
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Test
    void integersOfAllSizes() {
        for (int value : new int[] {0, 1, -1, 255, Short.MIN_VALUE, Short.MAX_VALUE}) {
            assertThat(same(PostgresqlObjectId.INT2, Unpooled.copyShort(value))).isEqualTo((short) value);
        }
        for (int value : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(same(PostgresqlObjectId.INT4, Unpooled.copyInt(value))).isEqualTo(value);
        }
        for (long value : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(same(PostgresqlObjectId.INT8, longs(value))).isEqualTo(value);
        }
    }

    @Test
    void floatingNumbersOfAllKinds() {
        for (float value :
                new float[] {-0f, 1.5f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY}) {
            assertThat(same(PostgresqlObjectId.FLOAT4, Unpooled.copyFloat(value)))
                    .isEqualTo(value);
        }
        for (double value :
                new double[] {-0d, 0.1, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(same(PostgresqlObjectId.FLOAT8, Unpooled.copyDouble(value)))
                    .isEqualTo(value);
        }
    }

    @Test
    void truths() {
        assertThat(same(PostgresqlObjectId.BOOL, Unpooled.copyBoolean(true))).isEqualTo(true);
        assertThat(same(PostgresqlObjectId.BOOL, Unpooled.copyBoolean(false))).isEqualTo(false);
    }

    @Test
    void textsOfAllKinds() {
        PostgresqlObjectId[] types = {
            PostgresqlObjectId.TEXT, PostgresqlObjectId.VARCHAR, PostgresqlObjectId.BPCHAR, PostgresqlObjectId.NAME
        };
        for (PostgresqlObjectId type : types) {
            for (String text : new String[] {"", " ", "häuser ✓ 🙂", "padded   ", "a\nb"}) {
                assertThat(same(type, text(text))).isEqualTo(text);
            }
        }
    }

    /** The server has 24:00, which the codec reads from a text as the last time of the day. */
    @Test
    void timesOfTheDayToItsEnd() {
        for (LocalTime time : new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000)}) {
            assertThat(same(PostgresqlObjectId.TIME, longs(time.toNanoOfDay() / 1000)))
                    .isEqualTo(time);
        }
        assertThat(read(PostgresqlObjectId.TIME, Format.FORMAT_BINARY, longs(MICROS_A_DAY)))
                .isEqualTo(byCodec(PostgresqlObjectId.TIME, Format.FORMAT_TEXT, text("24:00:00")))
                .isEqualTo(LocalTime.MAX);
    }

    @Test
    void uuids() {
        for (UUID uuid : new UUID[] {new UUID(0, 0), new UUID(-1, Long.MIN_VALUE), new UUID(1, 2)}) {
            assertThat(same(
                            PostgresqlObjectId.UUID,
                            longs(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits())))
                    .isEqualTo(uuid);
        }
    }

    @Test
    void datesSince1582() {
        assertThat(same(PostgresqlObjectId.DATE, Unpooled.copyInt(0))).isEqualTo(LocalDate.of(2000, 1, 1));
        for (int days : new int[] {-1, 1, 59, -10_957, -10_958, -152_384, 2_921_939}) {
            assertThat(same(PostgresqlObjectId.DATE, Unpooled.copyInt(days)))
                    .isEqualTo(LocalDate.of(2000, 1, 1).plusDays(days));
        }
    }

    /** The server counts by the Gregorian calendar always. The codecs take days before October 15th of 1582 for those of the Julian one. */
    @Test
    void datesBeforeThatAreOfTheSameCalendar() {
        for (String date : new String[] {"1582-10-14", "1500-01-01", "0001-01-01", "0000-12-31", "-4713-11-24"}) {
            long days = LocalDate.parse(date).toEpochDay() - TO_1970;
            assertThat(read(PostgresqlObjectId.DATE, Format.FORMAT_BINARY, Unpooled.copyInt((int) days)))
                    .isEqualTo(LocalDate.parse(date));
            ByteBuf start = longs(days * MICROS_A_DAY);
            assertThat(read(PostgresqlObjectId.TIMESTAMP, Format.FORMAT_BINARY, start.duplicate()))
                    .isEqualTo(LocalDate.parse(date).atStartOfDay());
            assertThat(instant(read(PostgresqlObjectId.TIMESTAMPTZ, Format.FORMAT_BINARY, start.duplicate())))
                    .isEqualTo(LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
    }

    @Test
    void timestampsAfterTheServersEpoch() {
        for (long micros : new long[] {0, 1, 999_999, 1_000_001, 9_223_371_331_199_999_999L}) {
            assertThat(same(PostgresqlObjectId.TIMESTAMP, longs(micros))).isEqualTo(timestamp(micros));
            assertThat(instant(same(PostgresqlObjectId.TIMESTAMPTZ, longs(micros))))
                    .isEqualTo(timestamp(micros).toInstant(ZoneOffset.UTC));
        }
    }

    @Test
    void timestampsBeforeItAndBeforeJavas() {
        long to1970 = -TO_1970 * MICROS_A_DAY;
        for (long seconds : new long[] {-1, to1970 / 1_000_000, to1970 / 1_000_000 - 1}) {
            assertThat(same(PostgresqlObjectId.TIMESTAMP, longs(seconds * 1_000_000)))
                    .isEqualTo(timestamp(seconds * 1_000_000));
        }
        // Of what is between two seconds the codec of timestamps without time zone throws.
        for (long micros : new long[] {-1, -999_999, to1970 + 1, to1970 - 1, to1970 - 123_456}) {
            assertThat(read(PostgresqlObjectId.TIMESTAMP, Format.FORMAT_BINARY, longs(micros)))
                    .isEqualTo(timestamp(micros));
            assertThat(instant(same(PostgresqlObjectId.TIMESTAMPTZ, longs(micros))))
                    .isEqualTo(timestamp(micros).toInstant(ZoneOffset.UTC));
        }
    }

    private static @Nullable Instant instant(@Nullable Object moment) {
        return moment instanceof OffsetDateTime offset ? offset.toInstant() : null;
    }

    @Test
    @Tag("F56")
    void whatIsInfiniteIsTheLastOrTheFirstOfJava() {
        assertThat(read(PostgresqlObjectId.TIMESTAMP, Format.FORMAT_BINARY, longs(Long.MAX_VALUE)))
                .isEqualTo(LocalDateTime.MAX)
                .isEqualTo(read(PostgresqlObjectId.TIMESTAMP, Format.FORMAT_TEXT, text("infinity")));
        assertThat(read(PostgresqlObjectId.TIMESTAMP, Format.FORMAT_BINARY, longs(Long.MIN_VALUE)))
                .isEqualTo(LocalDateTime.MIN);
        assertThat(read(PostgresqlObjectId.TIMESTAMPTZ, Format.FORMAT_BINARY, longs(Long.MAX_VALUE)))
                .isEqualTo(OffsetDateTime.MAX);
        assertThat(read(PostgresqlObjectId.TIMESTAMPTZ, Format.FORMAT_BINARY, longs(Long.MIN_VALUE)))
                .isEqualTo(OffsetDateTime.MIN);
        assertThat(read(PostgresqlObjectId.DATE, Format.FORMAT_BINARY, ints(Integer.MAX_VALUE)))
                .isEqualTo(LocalDate.MAX)
                .isEqualTo(read(PostgresqlObjectId.DATE, Format.FORMAT_TEXT, text("infinity")));
        assertThat(read(PostgresqlObjectId.DATE, Format.FORMAT_BINARY, ints(Integer.MIN_VALUE)))
                .isEqualTo(LocalDate.MIN);
    }

    /** As a text of a session in that zone has it: of a moment in July that of July, whenever it is read. */
    @Test
    void momentsHaveTheOffsetThatTheirZoneHadThen() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        long july = ChronoUnit.MICROS.between(LocalDateTime.of(2000, 1, 1, 0, 0), LocalDateTime.of(2026, 7, 1, 10, 0));
        long january =
                ChronoUnit.MICROS.between(LocalDateTime.of(2000, 1, 1, 0, 0), LocalDateTime.of(2026, 1, 1, 10, 0));
        assertThat(PostgresColumn.moment(july, berlin)).hasToString("2026-07-01T12:00+02:00");
        assertThat(PostgresColumn.moment(january, berlin)).hasToString("2026-01-01T11:00+01:00");
        assertThat(read(PostgresqlObjectId.TIMESTAMPTZ, Format.FORMAT_TEXT, text("2026-07-01 12:00:00+02")))
                .hasToString(String.valueOf(PostgresColumn.moment(july, ZoneId.systemDefault())));
    }

    @Test
    void bytesAreReadInBothFormsOfTexts() {
        byte[] bytes = {0, 'a', '\\', (byte) 0xFF};
        for (String form : List.of("\\x00615cff", "\\000a\\\\\\377")) {
            assertThat(read(PostgresqlObjectId.BYTEA, Format.FORMAT_TEXT, text(form)))
                    .as(form)
                    .isEqualTo(read(PostgresqlObjectId.BYTEA, Format.FORMAT_BINARY, Unpooled.wrappedBuffer(bytes)));
        }
    }

    @Test
    void intervalsInAnotherStyleAreRefused() {
        for (String usual : List.of("02:03:04", "-02:03:04", "1 day 02:00:00", "1 year 2 mons", "@ 1 day ago")) {
            assertThat(read(PostgresqlObjectId.INTERVAL, Format.FORMAT_TEXT, text(usual)))
                    .as(usual)
                    .isNotNull();
        }
        for (String other : List.of("PT0.05S", "P1Y2M", "1 2:03:04", "1-2", "+1-2 +3 +4:05:06")) {
            assertThat(catchThrowable(() -> read(PostgresqlObjectId.INTERVAL, Format.FORMAT_TEXT, text(other))))
                    .as(other)
                    .hasMessageContaining("set intervalstyle to 'postgres'");
        }
    }

    /** Of the server's {@code numeric_send}: the sign says what it is. */
    @Test
    @Tag("F56")
    void aNumericThatIsNoNumberIsRefused() {
        for (int sign : new int[] {0xC000, 0xD000, 0xF000}) {
            ByteBuf none = Unpooled.buffer()
                    .writeShort(0)
                    .writeShort(0)
                    .writeShort(sign)
                    .writeShort(0);
            assertThat(catchThrowable(() -> read(PostgresqlObjectId.NUMERIC, Format.FORMAT_BINARY, none)))
                    .hasMessageContaining("cast it to double precision");
        }
        for (String none : List.of("NaN", "Infinity", "-Infinity")) {
            assertThat(catchThrowable(() -> read(PostgresqlObjectId.NUMERIC, Format.FORMAT_TEXT, text(none))))
                    .hasMessageContaining("no number here");
        }
        ByteBuf minus = Unpooled.buffer()
                .writeShort(1)
                .writeShort(0)
                .writeShort(0x4000)
                .writeShort(0)
                .writeShort(7);
        assertThat(read(PostgresqlObjectId.NUMERIC, Format.FORMAT_BINARY, minus))
                .isEqualTo(new BigDecimal("-7"));
    }

    private static LocalDateTime timestamp(long micros) {
        return LocalDateTime.of(2000, 1, 1, 0, 0)
                .plusSeconds(Math.floorDiv(micros, 1_000_000L))
                .plusNanos(Math.floorMod(micros, 1_000_000L) * 1000);
    }

    @Test
    void valuesInTextGoToTheCodec() {
        assertThat(read(PostgresqlObjectId.INT4, Format.FORMAT_TEXT, text("-42")))
                .isEqualTo(-42);
        assertThat(read(PostgresqlObjectId.INT8, Format.FORMAT_TEXT, text("42")))
                .isEqualTo(42L);
        assertThat(read(PostgresqlObjectId.BOOL, Format.FORMAT_TEXT, text("t"))).isEqualTo(true);
        assertThat(read(PostgresqlObjectId.DATE, Format.FORMAT_TEXT, text("1999-12-31")))
                .isEqualTo(LocalDate.of(1999, 12, 31));
        assertThat(read(PostgresqlObjectId.TEXT, Format.FORMAT_TEXT, text("ü"))).isEqualTo("ü");
    }

    @Test
    void valuesOfOtherTypesGoToTheCodecWithTheClassOfTheFirstFromThenOn() {
        PostgresColumn column = PostgresColumn.of(PostgresqlObjectId.NUMERIC.getObjectId(), Format.FORMAT_TEXT, codecs);
        assertThat(column.read(text("1.50"))).isEqualTo(new BigDecimal("1.50"));
        assertThat(column.read(text("-7"))).isEqualTo(new BigDecimal("-7"));
    }

    @Test
    void valuesThatAreNoPlainJavaBecomeThat() {
        PostgresColumn json = PostgresColumn.of(PostgresqlObjectId.JSON.getObjectId(), Format.FORMAT_TEXT, codecs);
        assertThat(json.read(text("{\"a\":1}"))).isEqualTo("{\"a\":1}");
        assertThat(json.read(text("[]"))).isEqualTo("[]");
    }

    @Test
    void aTypeThatTheDriverDoesNotKnowGoesToTheCodec() {
        PostgresColumn unknown = PostgresColumn.of(987_654, Format.FORMAT_TEXT, codecs);
        assertThat(unknown.read(text("whatever"))).isEqualTo("whatever");
    }
}
