package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column as the driver's codecs do. The types that most columns have are read here, without a codec being looked for; their binary forms are
 * what the server's {@code …send} functions write. Days before October 15th of 1582, which the driver's codecs count by another calendar than the server, and
 * what is between two seconds before 2000, of which a codec throws, are what the server has.
 */
interface PostgresColumn {

    /** Days and seconds from 1970 to 2000, where the server begins to count. */
    long DAYS_TO_2000 = LocalDate.of(2000, 1, 1).toEpochDay();

    long SECONDS_TO_2000 = DAYS_TO_2000 * 24 * 60 * 60;
    long MICROS_A_SECOND = 1_000_000;

    /** Where a numeric's binary form has its sign, and what is set in it where there is no number. */
    int NUMERIC_SIGN = 4;

    int NOT_FINITE = 0xC000;

    /** The types whose binary forms are read right: here, or by a codec. */
    Set<PostgresqlObjectId> IN_BINARY = EnumSet.of(
            PostgresqlObjectId.INT2,
            PostgresqlObjectId.INT4,
            PostgresqlObjectId.INT8,
            PostgresqlObjectId.FLOAT4,
            PostgresqlObjectId.FLOAT8,
            PostgresqlObjectId.NUMERIC,
            PostgresqlObjectId.BOOL,
            PostgresqlObjectId.TEXT,
            PostgresqlObjectId.VARCHAR,
            PostgresqlObjectId.BPCHAR,
            PostgresqlObjectId.NAME,
            PostgresqlObjectId.UUID,
            PostgresqlObjectId.BYTEA,
            PostgresqlObjectId.INTERVAL,
            PostgresqlObjectId.DATE,
            PostgresqlObjectId.TIME,
            PostgresqlObjectId.TIMESTAMP,
            PostgresqlObjectId.TIMESTAMPTZ,
            PostgresqlObjectId.INT2_ARRAY,
            PostgresqlObjectId.INT4_ARRAY,
            PostgresqlObjectId.INT8_ARRAY,
            PostgresqlObjectId.FLOAT4_ARRAY,
            PostgresqlObjectId.FLOAT8_ARRAY,
            PostgresqlObjectId.BOOL_ARRAY,
            PostgresqlObjectId.TEXT_ARRAY,
            PostgresqlObjectId.VARCHAR_ARRAY,
            PostgresqlObjectId.UUID_ARRAY,
            PostgresqlObjectId.BYTEA_ARRAY);

    /**
     * Reads a value.
     *
     * @param value its bytes, not SQL NULL
     * @return a plain Java value
     */
    @Nullable Object read(ByteBuf value);

    /**
     * {@return whether values of a type are read in its binary form} The binary forms of others, ranges, rows, bits, arrays of types that somebody declared, are known to
     * nobody here, and the driver's codecs take them for texts; those are asked for as texts.
     *
     * @param type the server's number of it
     */
    static boolean isReadInBinary(int type) {
        return PostgresqlObjectId.isValid(type) && IN_BINARY.contains(PostgresqlObjectId.valueOf(type));
    }

    /**
     * {@return how values of a column are read}
     *
     * @param type the server's number of their type
     * @param format in which form they come
     */
    static PostgresColumn of(int type, Format format, Codecs codecs) {
        PostgresColumn any = new Decoded(type, format, codecs);
        if (type == PostgresqlObjectId.NUMERIC.getObjectId()) {
            return value -> number(value, format, any);
        }
        if (format == Format.FORMAT_TEXT && type == PostgresqlObjectId.TIMESTAMPTZ.getObjectId()) {
            return value -> inZone(any.read(value), ZoneId.systemDefault());
        }
        if (format == Format.FORMAT_TEXT && PostgresTextForms.areSettings(type)) {
            return PostgresTextForms.of(type, any);
        }
        if (format != Format.FORMAT_BINARY || !isReadInBinary(type)) {
            return any;
        }
        return switch (PostgresqlObjectId.valueOf(type)) {
            case INT2 -> ByteBuf::readShort;
            case INT4 -> ByteBuf::readInt;
            case INT8 -> ByteBuf::readLong;
            case FLOAT4 -> ByteBuf::readFloat;
            case FLOAT8 -> ByteBuf::readDouble;
            case BOOL -> ByteBuf::readBoolean;
            case TEXT, VARCHAR, BPCHAR, NAME -> value -> value.toString(StandardCharsets.UTF_8);
            case UUID -> value -> new UUID(value.readLong(), value.readLong());
            case DATE -> PostgresColumn::date;
            case BYTEA_ARRAY -> PostgresByteArrays::binary;
            case TIME -> value -> PostgresTimes.ofDay(value.readLong());
            case TIMESTAMP -> PostgresColumn::timestamp;
            case TIMESTAMPTZ -> value -> moment(value.readLong(), ZoneId.systemDefault());
            default -> any;
        };
    }

    /** What is infinite is the last or the first that Java has, as the codecs read it from a text. */
    private static LocalDate date(ByteBuf value) {
        int days = value.readInt();
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            return days > 0 ? LocalDate.MAX : LocalDate.MIN;
        }
        return LocalDate.ofEpochDay(DAYS_TO_2000 + days);
    }

    private static LocalDateTime timestamp(ByteBuf value) {
        long micros = value.readLong();
        if (isInfinite(micros)) {
            return micros > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
        return timestamp(micros);
    }

    private static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    }

    private static LocalDateTime timestamp(long micros) {
        long seconds = Math.floorDiv(micros, MICROS_A_SECOND);
        int nanos = (int) (micros - seconds * MICROS_A_SECOND) * 1000;
        return LocalDateTime.ofEpochSecond(SECONDS_TO_2000 + seconds, nanos, ZoneOffset.UTC);
    }

    /** With the offset that the zone has at that moment, as texts of a session in that zone have it; the driver's codec gives the offset of now. */
    static OffsetDateTime moment(long micros, ZoneId zone) {
        if (isInfinite(micros)) {
            return micros > 0 ? OffsetDateTime.MAX : OffsetDateTime.MIN;
        }
        OffsetDateTime moment = timestamp(micros).atOffset(ZoneOffset.UTC);
        return moment.withOffsetSameInstant(zone.getRules().getOffset(moment.toInstant()));
    }

    /** Of a session in another zone than this JVM, too: the first time, when it is a text, as later. */
    private static @Nullable Object inZone(@Nullable Object read, ZoneId zone) {
        return read instanceof OffsetDateTime moment
                        && !moment.equals(OffsetDateTime.MAX)
                        && !moment.equals(OffsetDateTime.MIN)
                ? moment.withOffsetSameInstant(zone.getRules().getOffset(moment.toInstant()))
                : read;
    }

    /** A codec makes 0 of what is no number, or infinite: neither is a number in Java. */
    private static @Nullable Object number(ByteBuf value, Format format, PostgresColumn any) {
        boolean none = format == Format.FORMAT_BINARY
                ? (value.getUnsignedShort(value.readerIndex() + NUMERIC_SIGN) & NOT_FINITE) == NOT_FINITE
                : Character.isLetter(value.getByte(value.writerIndex() - 1));
        if (none) {
            throw new DriverException(
                    DriverException.Origin.REPORTED,
                    "a numeric is NaN or infinite, which is no number here; cast it to double precision, or to text",
                    "22003",
                    0,
                    null,
                    null);
        }
        return any.read(value);
    }

    /** What a codec of the driver's reads. After the first value its class is asked for, since codecs are found sooner by that. */
    final class Decoded implements PostgresColumn {

        private final int type;
        private final Format format;
        private final Codecs codecs;
        private Class<?> known = Object.class;

        Decoded(int type, Format format, Codecs codecs) {
            this.type = type;
            this.format = format;
            this.codecs = codecs;
        }

        @Override
        public @Nullable Object read(ByteBuf value) {
            Object decoded = codecs.decode(value, type, format, known);
            if (decoded == null) {
                return null;
            }
            if (RowDecoder.isPlain(decoded.getClass())) {
                known = decoded.getClass();
                return decoded;
            }
            return PostgresFlavor.INSTANCE.fromDriver(decoded);
        }
    }
}
