package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.SqlNull;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.r2dbc.postgresql.client.Binding;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Values as the driver's codecs write them, of the types that are written without one and of others. */
final class PostgresValuesTest {

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final DefaultCodecs codecs = new DefaultCodecs(memory);

    private PostgresValues values(@Nullable Object... values) {
        return PostgresValues.of(values, codecs).orElseThrow();
    }

    private static String bytes(PostgresValues values) {
        ByteBuf to = Unpooled.buffer();
        values.write(to);
        return ByteBufUtil.hexDump(to);
    }

    /** What the driver would send of one value, in the form of a Bind. */
    private static String bytes(Binding binding) {
        ByteBuf to = Unpooled.buffer();
        to.writeShort(1);
        to.writeShort(binding.getParameterFormats().get(0) == Format.FORMAT_BINARY ? 1 : 0);
        to.writeShort(1);
        var value = binding.getParameterValues().get(0);
        if (value == EncodedParameter.NULL_VALUE) {
            to.writeInt(-1);
        } else {
            ByteBuf written = Mono.from(value).blockOptional().orElseThrow();
            to.writeInt(written.readableBytes()).writeBytes(written);
            written.release();
        }
        return ByteBufUtil.hexDump(to);
    }

    @Test
    void eachValueIsSentAsTheDriverSendsIt() {
        Object[] all = {
            0L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -1,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            -0d,
            0.1,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            (short) -7,
            1.5f,
            new BigDecimal("-12345678901234567890.12345"),
            LocalDate.of(10_000, 1, 1),
            LocalDateTime.MAX,
            LocalDateTime.of(0, 12, 31, 23, 59),
            OffsetDateTime.MAX,
            OffsetTime.of(1, 2, 3, 4_000, ZoneOffset.ofHours(-18)),
            ByteBuffer.wrap(new byte[] {0, -1, 7}),
            Json.of("{\"a\": 1}"),
            new LocalDateTime[] {LocalDateTime.of(2024, 1, 1, 0, 0), LocalDateTime.MAX}
        };
        for (Object value : all) {
            Binding expected = new Binding(1).add(0, codecs.encode(value));
            PostgresValues sent = values(value);
            assertThat(sent.types()).as("type of %s", value).isEqualTo(expected.getParameterTypes());
            Object again = value instanceof ByteBuffer buffer ? buffer.rewind() : value;
            assertThat(bytes(values(again)))
                    .as("%s", value)
                    .isEqualTo(bytes(new Binding(1).add(0, codecs.encode(again))));
        }
    }

    /** Where its codecs write a text, which the server would have to read. */
    @Test
    void whatIsWrittenInBinaryIsReadByTheDriver() {
        Object[] all = {
            "",
            "häuser ✓ 🙂",
            new UUID(1, -2),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(1583, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalTime.MIDNIGHT,
            LocalTime.of(23, 59, 59, 999_999_000),
            OffsetTime.of(1, 2, 3, 4_000, ZoneOffset.ofHoursMinutes(-5, -30)),
            Instant.parse("2024-02-29T01:02:03.000004Z"),
            new LocalTime[] {LocalTime.NOON, null},
            LocalDateTime.of(2001, 12, 31, 23, 59, 59, 123_456_000),
            LocalDateTime.of(1583, 1, 1, 0, 0),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
            new Integer[] {1, null, -3},
            new Long[] {},
            new Short[] {1, -1},
            new Double[] {0.1, null},
            new Float[] {-0f},
            new Boolean[] {true, false},
            new String[] {"a", "b,\"c\"", null, ""},
            new UUID[] {new UUID(7, 8)},
            new LocalDate[] {LocalDate.of(2024, 2, 29)},
            new LocalDateTime[] {LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000)}
        };
        for (Object value : all) {
            PostgresValues sent = values(value);
            int type = sent.types()[0];
            assertThat(sent.types())
                    .as("type of %s", value)
                    .isEqualTo(new Binding(1).add(0, codecs.encode(value)).getParameterTypes());
            ByteBuf form = Unpooled.buffer();
            sent.write(form);
            assertThat(form.readShort()).isEqualTo((short) 1);
            assertThat(form.readShort()).as("format").isEqualTo((short) 1);
            assertThat(form.readShort()).isEqualTo((short) 1);
            assertThat(form.readInt()).isEqualTo(form.readableBytes());
            assertThat((Object) codecs.decode(form, type, Format.FORMAT_BINARY, value.getClass()))
                    .as("%s", value)
                    .isEqualTo(value);
        }
    }

    /** The driver cannot read such ones. */
    @Test
    void fractionsBefore2000AreCountedBackwards() {
        ByteBuf form = Unpooled.buffer();
        values(LocalDateTime.of(1999, 12, 31, 23, 59, 59, 123_456_000)).write(form);
        assertThat(form.getLong(form.writerIndex() - Long.BYTES)).isEqualTo(-876_544);
    }

    /** The driver reads days before October 15th of 1582 by another calendar than the server's. */
    @Test
    void daysOfOldAreCountedByTheServersCalendar() {
        ByteBuf form = Unpooled.buffer();
        values(LocalDate.of(1, 1, 1)).write(form);
        assertThat(form.getInt(form.writerIndex() - Integer.BYTES)).isEqualTo(-730_119);
    }

    @Test
    void fractionsOfAMicrosecondAreCut() {
        long day = 86_400_000_000L;
        for (int[] nanosAndMicros : new int[][] {{1_499, 1}, {1_500, 1}, {999_999_999, 999_999}}) {
            LocalDateTime time = LocalDateTime.of(2000, 1, 2, 0, 0, 0, nanosAndMicros[0]);
            assertThat(counted(time)).isEqualTo(day + nanosAndMicros[1]);
            assertThat(counted(time.atOffset(ZoneOffset.UTC))).isEqualTo(day + nanosAndMicros[1]);
            assertThat(counted(time.toInstant(ZoneOffset.UTC))).isEqualTo(day + nanosAndMicros[1]);
            assertThat(counted(time.toLocalTime())).isEqualTo(nanosAndMicros[1]);
        }
        assertThat(counted(LocalTime.MAX)).isEqualTo(day - 1);
        assertThat(counted(OffsetDateTime.parse("1999-12-31T23:59:59.9999999Z")))
                .isEqualTo(-1);
    }

    private long counted(Object value) {
        ByteBuf form = Unpooled.buffer();
        values(value).write(form);
        return form.getLong(form.writerIndex() - Long.BYTES);
    }

    /** The server refuses one of 16 hours and more, as Java has them. */
    @Test
    void momentsAreSentWithoutAnOffset() {
        OffsetDateTime moment = OffsetDateTime.parse("2000-01-01T00:00:00-18:00");
        assertThat(counted(moment)).isEqualTo(18 * 3_600_000_000L);
        assertThat(values(moment).types()).containsExactly(PostgresqlObjectId.TIMESTAMPTZ.getObjectId());
        assertThat(counted(moment.withYear(-4000))).isNegative();
        assertThat(PostgresFlavor.INSTANCE.toDriver(new OffsetDateTime[] {moment, null}))
                .isEqualTo(new OffsetDateTime[] {OffsetDateTime.parse("2000-01-01T18:00:00Z"), null});
    }

    /** Where the driver's codec writes a letter. */
    @Test
    void truthsAreSentInBinary() {
        for (boolean truth : new boolean[] {true, false}) {
            assertThat(values(truth).types())
                    .isEqualTo(new Binding(1).add(0, codecs.encode(truth)).getParameterTypes());
            assertThat(bytes(values(truth))).isEqualTo("0001" + "0001" + "0001" + "00000001" + (truth ? "01" : "00"));
        }
    }

    @Test
    void nullIsOfNoTypeOrOfThatOfItsClass() {
        PostgresValues sent =
                values(null, new SqlNull(Long.class), new SqlNull(String.class), new SqlNull(Thread.class));

        assertThat(sent.types())
                .containsExactly(0, PostgresqlObjectId.INT8.getObjectId(), PostgresqlObjectId.VARCHAR.getObjectId(), 0);
        assertThat(bytes(sent)).endsWith("0004" + "ffffffff".repeat(4));
        for (Class<?> type : new Class<?>[] {LocalDate.class, Boolean.class, String[].class, ByteBuffer.class}) {
            Binding expected = new Binding(1).add(0, codecs.encodeNull(type));
            assertThat(values(new SqlNull(type)).types()).as("%s", type).isEqualTo(expected.getParameterTypes());
        }
    }

    @Test
    void severalValuesStandBehindTheirFormats() {
        assertThat(bytes(values(1, "a", null, 2L)))
                .isEqualTo("0004" + "0001".repeat(4) + "0004" + "00000004" + "00000001" + "00000001" + "61" + "ffffffff"
                        + "00000008" + "0000000000000002");
        assertThat(bytes(values())).isEqualTo("0000" + "0000");
    }

    @Test
    void thatTheDriverHasNoCodecForIsNone() {
        assertThat(PostgresValues.of(new Object[] {1, new Object()}, codecs)).isEmpty();
        assertThat(PostgresValues.of(new Object[] {1, Thread.currentThread()}, codecs))
                .isEmpty();
    }

    @Test
    void thatIsReadWhileItIsSentIsNone() {
        assertThat(PostgresValues.of(new Object[] {1, Blob.from(Flux.just(ByteBuffer.wrap(new byte[] {1})))}, codecs))
                .isEmpty();
        assertThat(PostgresValues.of(new Object[] {Clob.from(Flux.just("a", "b"))}, codecs))
                .isEmpty();
    }

    @Test
    void moreThanABindCountsAreNone() {
        assertThat(PostgresValues.of(new Object[0xFFFF], codecs)).isPresent();
        assertThat(PostgresValues.of(new Object[0x10000], codecs)).isEmpty();
    }

    @Test
    void nothingOfTheDriversIsHeld() {
        BigDecimal number = new BigDecimal("1.5");
        bytes(values(number, LocalDate.MIN.plusYears(1_000_000_000), "a"));
        assertThat(PostgresValues.of(new Object[] {number, new UUID(1, 2), new Object()}, codecs))
                .isEmpty();

        assertThat(memory.metric().usedHeapMemory()).isZero();
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }
}
