package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.type.SqlKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of what a driver decoded a value of the class that a kind of type has, where nothing is lost. */
final class Decoding {

    private Decoding() {}

    static Object of(SqlKind kind, Object value) {
        try {
            Object decoded = decoded(kind, value);
            if (decoded != null) {
                return decoded;
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException lossy) {
            throw refused(kind, value);
        }
        throw refused(kind, value);
    }

    static ArgumentException refused(SqlKind kind, Object value) {
        return ArgumentException.of(
                "The driver gave a " + value.getClass().getName() + " that is no value of " + kind + ".",
                "Declare the column with the type it has in the database, or cast it in the statement.");
    }

    private static @Nullable Object decoded(SqlKind kind, Object value) {
        if (kind == SqlKind.BOOLEAN) {
            return bool(value);
        } else if (kind.isNumeric()) {
            return number(kind, value);
        } else if (kind.isText()) {
            return value instanceof CharSequence || value instanceof Character ? value.toString() : null;
        }
        return switch (kind) {
            case UUID -> value instanceof CharSequence text ? UUID.fromString(text.toString()) : null;
            case BYTES -> value instanceof ByteBuffer buffer ? bytes(buffer) : null;
            case DATE -> value instanceof LocalDateTime time ? time.toLocalDate() : null;
            case TIME -> value instanceof Duration time ? LocalTime.MIDNIGHT.plus(time) : null;
            case TIMESTAMP -> value instanceof LocalDate day ? day.atStartOfDay() : null;
            case TIMESTAMP_WITH_TIME_ZONE -> moment(value);
            case INTERVAL -> value instanceof Number micros ? Duration.of(micros.longValue(), ChronoUnit.MICROS) : null;
            default -> null;
        };
    }

    private static @Nullable Boolean bool(Object value) {
        if (value instanceof Number number) {
            return number.intValue() != 0;
        }
        if (value instanceof ByteBuffer bits && bits.remaining() == 1) {
            return bits.get(bits.position()) != 0;
        }
        return null;
    }

    private static @Nullable Object number(SqlKind kind, Object value) {
        if (!(value instanceof Number number)) {
            return value instanceof Boolean bool ? number(kind, bool ? 1 : 0) : null;
        }
        return switch (kind) {
            case SMALL_INTEGER -> decimal(number).shortValueExact();
            case INTEGER -> decimal(number).intValueExact();
            case BIG_INTEGER -> decimal(number).longValueExact();
            case NUMERIC -> decimal(number);
            case REAL -> number.floatValue();
            default -> number.doubleValue();
        };
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        } else if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(number.toString());
        }
        return BigDecimal.valueOf(number.longValue());
    }

    /** What is stored without an offset is at UTC. */
    private static @Nullable OffsetDateTime moment(Object value) {
        if (value instanceof LocalDateTime time) {
            return time.atOffset(ZoneOffset.UTC);
        } else if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
