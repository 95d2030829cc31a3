package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Codecs;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.RowDescription.Field;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /** Since when the driver's codecs count days as the server does, in the server's microseconds. */
    long SAME_CALENDAR = (LocalDate.of(1582, 10, 15).toEpochDay() - DAYS_TO_2000) * 24 * 60 * 60 * MICROS_A_SECOND;

    /**
     * Reads a value.
     *
     * @param value its bytes, not SQL NULL
     * @return a plain Java value
     */
    @Nullable Object read(ByteBuf value);

    /** {@return how values of a column are read} */
    static PostgresColumn of(Field field, Codecs codecs) {
        PostgresColumn any = new Decoded(field, codecs);
        if (field.getFormat() != Format.FORMAT_BINARY || !PostgresqlObjectId.isValid(field.getDataType())) {
            return any;
        }
        return switch (PostgresqlObjectId.valueOf(field.getDataType())) {
            case INT2 -> ByteBuf::readShort;
            case INT4 -> ByteBuf::readInt;
            case INT8 -> ByteBuf::readLong;
            case FLOAT4 -> ByteBuf::readFloat;
            case FLOAT8 -> ByteBuf::readDouble;
            case BOOL -> ByteBuf::readBoolean;
            case TEXT, VARCHAR, BPCHAR, NAME -> value -> value.toString(StandardCharsets.UTF_8);
            case UUID -> value -> new UUID(value.readLong(), value.readLong());
            case DATE -> value -> date(value, any);
            case TIMESTAMP -> value -> timestamp(value, any);
            case TIMESTAMPTZ -> value -> moment(value, any);
            default -> any;
        };
    }

    private static @Nullable Object date(ByteBuf value, PostgresColumn any) {
        int days = value.getInt(value.readerIndex());
        boolean infinite = days == Integer.MAX_VALUE || days == Integer.MIN_VALUE;
        return infinite ? any.read(value) : LocalDate.ofEpochDay(DAYS_TO_2000 + days);
    }

    private static @Nullable Object timestamp(ByteBuf value, PostgresColumn any) {
        long micros = value.getLong(value.readerIndex());
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return any.read(value);
        }
        return timestamp(micros);
    }

    private static LocalDateTime timestamp(long micros) {
        long seconds = Math.floorDiv(micros, MICROS_A_SECOND);
        int nanos = (int) (micros - seconds * MICROS_A_SECOND) * 1000;
        return LocalDateTime.ofEpochSecond(SECONDS_TO_2000 + seconds, nanos, ZoneOffset.UTC);
    }

    /** The codec knows which offset is given, and from that day on counts as the server does. */
    private static @Nullable Object moment(ByteBuf value, PostgresColumn any) {
        long micros = value.getLong(value.readerIndex());
        Object read = any.read(value);
        boolean old = micros < SAME_CALENDAR && micros != Long.MIN_VALUE;
        return old && read instanceof OffsetDateTime moment
                ? timestamp(micros).atOffset(ZoneOffset.UTC).withOffsetSameInstant(moment.getOffset())
                : read;
    }

    /** What a codec of the driver's reads. After the first value its class is asked for, since codecs are found sooner by that. */
    final class Decoded implements PostgresColumn {

        private final int type;
        private final Format format;
        private final Codecs codecs;
        private Class<?> known = Object.class;

        Decoded(Field field, Codecs codecs) {
            this.type = field.getDataType();
            this.format = field.getFormat();
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
