package io.granary.engine;

import static io.granary.engine.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.granary.error.ArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {

    private static final String ID = "123e4567-e89b-12d3-a456-426614174000";
    private static final Instant MOMENT = Instant.parse("2026-03-01T10:15:30.123456789Z");
    private static final OffsetDateTime AT_OFFSET = OffsetDateTime.parse("2026-03-01T12:15:30.123456789+02:00");
    private static final ZonedDateTime IN_ZONE = MOMENT.atZone(ZoneId.of("Europe/Paris"));
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final LocalDateTime NOON = DAY.atTime(12, 0);
    private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

    static Stream<Arguments> conversions() {
        return Stream.of(
                arguments(7, Integer.class, 7),
                arguments(7, Number.class, 7),
                arguments(7, Object.class, 7),
                arguments(7, int.class, 7),
                arguments(7, long.class, 7L),
                arguments(7, Long.class, 7L),
                arguments(7, Short.class, (short) 7),
                arguments((short) -7, Byte.class, (byte) -7),
                arguments((byte) 7, Integer.class, 7),
                arguments(7L, Integer.class, 7),
                arguments((long) Integer.MIN_VALUE, Integer.class, Integer.MIN_VALUE),
                arguments(7L, Double.class, 7d),
                arguments(1L << 60, Double.class, 0x1p60),
                arguments(Long.MIN_VALUE, Double.class, -0x1p63),
                arguments(7, Float.class, 7f),
                arguments(7, BigInteger.class, BigInteger.valueOf(7)),
                arguments(7, BigDecimal.class, BigDecimal.valueOf(7)),
                arguments(7d, Integer.class, 7),
                arguments(7f, Long.class, 7L),
                arguments(0.1f, Double.class, (double) 0.1f),
                arguments(0.5d, Float.class, 0.5f),
                arguments(Double.NaN, Float.class, Float.NaN),
                arguments(Double.POSITIVE_INFINITY, Float.class, Float.POSITIVE_INFINITY),
                arguments(0.1d, BigDecimal.class, new BigDecimal("0.1")),
                arguments(0.1f, BigDecimal.class, new BigDecimal("0.1")),
                arguments(0x1p64, BigInteger.class, TWO_TO_64),
                arguments(new BigDecimal("7.00"), Integer.class, 7),
                arguments(new BigDecimal("1E+3"), Long.class, 1000L),
                arguments(new BigDecimal("0.10"), Double.class, 0.1d),
                arguments(new BigDecimal("0.1"), Float.class, 0.1f),
                arguments(new BigDecimal("7.0"), BigInteger.class, BigInteger.valueOf(7)),
                arguments(TWO_TO_64, BigDecimal.class, new BigDecimal(TWO_TO_64)),
                arguments(TWO_TO_64, Double.class, 0x1p64),
                arguments(BigInteger.TEN, Byte.class, (byte) 10),
                arguments(1, Boolean.class, true),
                arguments((byte) 0, boolean.class, false),
                arguments(BigDecimal.ONE, Boolean.class, true),
                arguments(true, Boolean.class, true),
                arguments("Ann", String.class, "Ann"),
                arguments(CharBuffer.wrap("Ann"), String.class, "Ann"),
                arguments("Ann", CharSequence.class, "Ann"),
                arguments("x", Character.class, 'x'),
                arguments("x", char.class, 'x'),
                arguments('x', String.class, "x"),
                arguments(ID, UUID.class, UUID.fromString(ID)),
                arguments(UUID.fromString(ID), String.class, ID),
                arguments("DAYS", TimeUnit.class, TimeUnit.DAYS),
                arguments(TimeUnit.DAYS, String.class, "DAYS"),
                arguments(MOMENT, OffsetDateTime.class, OffsetDateTime.parse("2026-03-01T10:15:30.123456789Z")),
                arguments(MOMENT, ZonedDateTime.class, ZonedDateTime.parse("2026-03-01T10:15:30.123456789Z")),
                arguments(AT_OFFSET, Instant.class, MOMENT),
                arguments(AT_OFFSET, ZonedDateTime.class, AT_OFFSET.toZonedDateTime()),
                arguments(IN_ZONE, Instant.class, MOMENT),
                arguments(IN_ZONE, OffsetDateTime.class, IN_ZONE.toOffsetDateTime()),
                arguments(DAY, LocalDateTime.class, DAY.atStartOfDay()),
                arguments(DAY.atStartOfDay(), LocalDate.class, DAY),
                arguments(new byte[] {1, 2}, ByteBuffer.class, ByteBuffer.wrap(new byte[] {1, 2})),
                arguments(ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), byte[].class, new byte[] {1, 2}),
                arguments(new Integer[] {1, 2}, Integer[].class, new Integer[] {1, 2}));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void givesAValueAsAnotherTypeWhereNothingIsLost(Object value, Class<?> type, Object expected) {
        assertThat((Object) row(value).get(0, type)).isEqualTo(expected);
        assertThat((Object) row(value).get("a", type)).isEqualTo(expected);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        3_000_000_000L, Integer.class, "holds a value of type Long (3000000000)", "Long or BigDecimal"),
                arguments(300, Byte.class, "Byte", "Long or BigDecimal"),
                arguments(40_000, Short.class, "Short", "Long or BigDecimal"),
                arguments((1L << 53) + 1, Double.class, "Double", "Long or BigDecimal"),
                arguments(Long.MAX_VALUE, Double.class, "Double", "Long or BigDecimal"),
                arguments((1 << 24) + 1, Float.class, "Float", "Long or BigDecimal"),
                arguments(Long.MAX_VALUE, Float.class, "Float", "Long or BigDecimal"),
                arguments(0.5d, Integer.class, "holds a value of type Double (0.5)", "Long or BigDecimal"),
                arguments(0.1d, Float.class, "Float", "Long or BigDecimal"),
                arguments(Double.NaN, BigDecimal.class, "NaN", "Long or BigDecimal"),
                arguments(Float.POSITIVE_INFINITY, Long.class, "Infinity", "Long or BigDecimal"),
                arguments(new BigDecimal("0.1234567890123456789"), Double.class, "Double", "Long or BigDecimal"),
                arguments(new BigDecimal("1E+400"), Double.class, "Double", "Long or BigDecimal"),
                arguments(new BigDecimal("16777217"), Float.class, "Float", "Long or BigDecimal"),
                arguments(new BigDecimal("7.5"), BigInteger.class, "BigInteger", "Long or BigDecimal"),
                arguments(TWO_TO_64, Long.class, "18446744073709551616", "Long or BigDecimal"),
                arguments(new AtomicInteger(1), Long.class, "AtomicInteger", "Long or BigDecimal"),
                arguments(2, Boolean.class, "holds a value of type Integer (2)", "only 0 and 1 are truth values"),
                arguments(true, Integer.class, "holds a value of type Boolean (true)", "ask for Boolean"),
                arguments(7, String.class, "cannot become String", "format it yourself"),
                arguments(7, Character.class, "Character", "ask for Integer"),
                arguments(DAY, String.class, "cannot become String", "format it yourself"),
                arguments("secret", Integer.class, "holds a value of type String of 6 characters", "ask for String"),
                arguments("xy", Character.class, "Character", "ask for String"),
                arguments("", char.class, "of 0 characters", "ask for String"),
                arguments("1-1-1-1-1", UUID.class, "UUID", "36 characters"),
                arguments(ID.replace('1', 'z'), UUID.class, "UUID", "36 characters"),
                arguments("days", TimeUnit.class, "TimeUnit", "MINUTES, HOURS, DAYS"),
                arguments(1, TimeUnit.class, "TimeUnit", "exactly one of the constants"),
                arguments(NOON, Instant.class, "LocalDateTime (2026-03-01T12:00)", "apply the zone"),
                arguments(NOON, OffsetDateTime.class, "OffsetDateTime", "apply the zone"),
                arguments(NOON, ZonedDateTime.class, "ZonedDateTime", "apply the zone"),
                arguments(NOON, LocalDate.class, "LocalDate", "apply the zone or cut"),
                arguments(NOON, LocalTime.class, "LocalTime", "apply the zone or cut"),
                arguments(MOMENT, LocalDateTime.class, "LocalDateTime", "ask for Instant"),
                arguments(AT_OFFSET, LocalDate.class, "LocalDate", "ask for OffsetDateTime"),
                arguments(IN_ZONE, LocalDateTime.class, "LocalDateTime", "ask for ZonedDateTime"),
                arguments(DAY, Instant.class, "Instant", "ask for LocalDate"),
                arguments(LocalTime.NOON, LocalDateTime.class, "LocalTime (12:00)", "ask for LocalTime"),
                arguments(new byte[3], String.class, "holds a value of type byte[] of 3 bytes", "format it yourself"),
                arguments(new byte[16], UUID.class, "byte[] of 16 bytes", "36 characters"),
                arguments(UUID.fromString(ID), Long.class, "holds a value of type UUID", "ask for UUID"),
                arguments(ByteBuffer.allocate(1), String.class, "HeapByteBuffer", "format it yourself"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @Tag("F56")
    void refusesWhatWouldLoseOrGuessAndSaysWhatToDo(Object value, Class<?> type, String found, String hint) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> row(value).get("a", type))
                .withMessageContaining("Column \"a\" (position 0)")
                .withMessageContaining("cannot become " + type.getSimpleName() + " without loss or guess")
                .withMessageContaining(found)
                .withMessageContaining(hint);
    }

    @Test
    void doesNotShowTextItRefuses() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> row("swordfish").get(0, Integer.class))
                .withMessageNotContaining("swordfish");
    }

    @Test
    void nullStaysNullForEveryType() {
        assertThat(row((Object) null).get(0, Integer.class)).isNull();
        assertThat(row((Object) null).get(0, int.class)).isNull();
        assertThat(row((Object) null).get("a", UUID.class)).isNull();
    }

    @Test
    void everyReaderOfABufferHasItsOwnPosition() {
        ByteBuffer stored = ByteBuffer.wrap(new byte[] {1, 2, 3});
        Row row = row(stored);
        ByteBuffer first = row.get(0, ByteBuffer.class);
        assertThat(first)
                .isNotNull()
                .satisfies(buffer -> assertThat(buffer.isReadOnly()).isTrue());
        if (first != null) {
            first.get();
        }
        assertThat(row.get(0, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(row.get(0, byte[].class)).containsExactly(1, 2, 3);
        assertThat(stored.position()).isZero();
    }
}
