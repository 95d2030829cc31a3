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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
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
            "",
            "häuser ✓ 🙂",
            "half of a pair \ud83d",
            0L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -1,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            true,
            false,
            -0d,
            0.1,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            (short) -7,
            1.5f,
            new BigDecimal("-12345678901234567890.12345"),
            new UUID(1, -2),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(2000, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalDate.of(10_000, 1, 1),
            LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1582, 10, 15, 0, 0),
            LocalTime.of(23, 59, 59, 999_999_000),
            LocalDateTime.of(1999, 12, 31, 23, 59, 59),
            OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4_000, ZoneOffset.ofHours(-5)),
            ByteBuffer.wrap(new byte[] {0, -1, 7}),
            Json.of("{\"a\": 1}"),
            new Integer[] {1, null, -3},
            new String[] {"a", "b,\"c\"", null},
            new Long[0],
            new Boolean[] {true, false},
            new UUID[] {new UUID(3, 4)},
            new LocalDate[] {LocalDate.of(2024, 2, 29), LocalDate.of(1582, 10, 15)}
        };
        for (Object value : all) {
            Binding expected = new Binding(1).add(0, codecs.encode(value));
            if (value instanceof ByteBuffer buffer) {
                buffer.rewind();
            }
            PostgresValues sent = values(value);
            assertThat(sent.types()).as("type of %s", value).isEqualTo(expected.getParameterTypes());
            assertSame(value, sent, expected);
        }
    }

    /** Where the driver writes text and here binary is written, a codec reads the value from that. */
    private void assertSame(Object value, PostgresValues sent, Binding expected) {
        ByteBuf form = Unpooled.buffer();
        sent.write(form);
        boolean binary = form.getShort(2) == 1;
        if (binary == (expected.getParameterFormats().get(0) == Format.FORMAT_BINARY)) {
            assertThat(ByteBufUtil.hexDump(form)).as("%s", value).isEqualTo(bytes(expected));
            return;
        }
        assertThat(binary).as("%s", value).isTrue();
        int length = form.getInt(6);
        assertThat(form.writerIndex()).isEqualTo(10 + length);
        Object read = codecs.decode(
                form.slice(10, length), sent.types()[0], Format.FORMAT_BINARY, (Class<?>) value.getClass());
        assertThat(read).as("%s", value).isEqualTo(value instanceof String ? utf8(value) : value);
    }

    /** What has no place in UTF-8 is a question mark. */
    private static String utf8(Object text) {
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Of some of which the driver's codec throws when it reads them. */
    @Test
    void timestampsBefore2000AreMicrosecondsBackFromThere() {
        assertThat(bytes(values(LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_999_000))))
                .isEqualTo("0001" + "0001" + "0001" + "00000008" + "ffffffffffffffff");
        assertThat(bytes(values(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_400))))
                .endsWith(String.format(Locale.ROOT, "%016x", -946_684_800_500_000L));
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
                .isEqualTo("0004" + "0001" + "0001" + "0001" + "0001" + "0004" + "00000004" + "00000001" + "00000001"
                        + "61" + "ffffffff" + "00000008" + "0000000000000002");
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
