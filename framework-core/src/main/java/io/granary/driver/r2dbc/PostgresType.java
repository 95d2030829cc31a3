package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one Java class are written, alone and in arrays: in the binary forms that the server's {@code …recv} functions read, under the types that the
 * driver's codecs give to the same class. Writing does not fail.
 *
 * @param javaClass of the values
 * @param type the server's, of a value
 * @param element the server's, of a value in an array
 * @param array the server's, of an array
 * @param takes whether a value can be written so; what is outside the server's range is left to a codec
 * @param body writes a value, without its length
 */
record PostgresType<T>(
        Class<T> javaClass,
        PostgresqlObjectId type,
        PostgresqlObjectId element,
        PostgresqlObjectId array,
        Predicate<T> takes,
        Body<T> body) {

    private static final Map<Class<?>, PostgresType<?>> ALL = Stream.of(
                    new PostgresType<>(
                            String.class,
                            PostgresqlObjectId.VARCHAR,
                            PostgresqlObjectId.TEXT,
                            PostgresqlObjectId.TEXT_ARRAY,
                            any -> true,
                            (text, to) -> ByteBufUtil.writeUtf8(to, text)),
                    of(Long.class, PostgresqlObjectId.INT8, PostgresqlObjectId.INT8_ARRAY, (n, to) -> to.writeLong(n)),
                    of(
                            Integer.class,
                            PostgresqlObjectId.INT4,
                            PostgresqlObjectId.INT4_ARRAY,
                            (n, to) -> to.writeInt(n)),
                    of(
                            Short.class,
                            PostgresqlObjectId.INT2,
                            PostgresqlObjectId.INT2_ARRAY,
                            (n, to) -> to.writeShort(n)),
                    of(
                            Double.class,
                            PostgresqlObjectId.FLOAT8,
                            PostgresqlObjectId.FLOAT8_ARRAY,
                            (n, to) -> to.writeDouble(n)),
                    of(
                            Float.class,
                            PostgresqlObjectId.FLOAT4,
                            PostgresqlObjectId.FLOAT4_ARRAY,
                            (n, to) -> to.writeFloat(n)),
                    of(
                            Boolean.class,
                            PostgresqlObjectId.BOOL,
                            PostgresqlObjectId.BOOL_ARRAY,
                            (truth, to) -> to.writeBoolean(truth)),
                    of(
                            UUID.class,
                            PostgresqlObjectId.UUID,
                            PostgresqlObjectId.UUID_ARRAY,
                            (id, to) ->
                                    to.writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits())),
                    of(
                            byte[].class,
                            PostgresqlObjectId.BYTEA,
                            PostgresqlObjectId.BYTEA_ARRAY,
                            (bytes, to) -> to.writeBytes(bytes)),
                    new PostgresType<>(
                            LocalDate.class,
                            PostgresqlObjectId.DATE,
                            PostgresqlObjectId.DATE,
                            PostgresqlObjectId.DATE_ARRAY,
                            date -> isUsual(date.getYear()),
                            (date, to) -> to.writeInt((int) (date.toEpochDay() - PostgresColumn.DAYS_TO_2000))),
                    new PostgresType<>(
                            LocalDateTime.class,
                            PostgresqlObjectId.TIMESTAMP,
                            PostgresqlObjectId.TIMESTAMP,
                            PostgresqlObjectId.TIMESTAMP_ARRAY,
                            time -> isUsual(time.getYear()),
                            (time, to) -> to.writeLong(PostgresTimes.micros(time))),
                    of(
                            LocalTime.class,
                            PostgresqlObjectId.TIME,
                            PostgresqlObjectId.TIME_ARRAY,
                            (time, to) -> to.writeLong(PostgresTimes.micros(time))),
                    new PostgresType<>(
                            OffsetTime.class,
                            PostgresqlObjectId.TIMETZ,
                            PostgresqlObjectId.TIMETZ,
                            PostgresqlObjectId.TIMETZ_ARRAY,
                            time -> PostgresTimes.isOffset(time.getOffset()),
                            (time, to) -> to.writeLong(PostgresTimes.micros(time.toLocalTime()))
                                    .writeInt(-time.getOffset().getTotalSeconds())),
                    new PostgresType<>(
                            OffsetDateTime.class,
                            PostgresqlObjectId.TIMESTAMPTZ,
                            PostgresqlObjectId.TIMESTAMPTZ,
                            PostgresqlObjectId.TIMESTAMPTZ_ARRAY,
                            moment -> PostgresTimes.isInRange(moment.toEpochSecond()),
                            (moment, to) -> to.writeLong(PostgresTimes.micros(moment.toInstant()))),
                    new PostgresType<>(
                            Instant.class,
                            PostgresqlObjectId.TIMESTAMPTZ,
                            PostgresqlObjectId.TIMESTAMPTZ,
                            PostgresqlObjectId.TIMESTAMPTZ_ARRAY,
                            moment -> PostgresTimes.isInRange(moment.getEpochSecond()),
                            (moment, to) -> to.writeLong(PostgresTimes.micros(moment))))
            .collect(Collectors.toUnmodifiableMap(PostgresType::javaClass, Function.identity()));

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    /** Writes a value. */
    @FunctionalInterface
    interface Body<T> {

        /** Writes it at the end of a buffer. */
        void write(T value, ByteBuf to);
    }

    private static <T> PostgresType<T> of(
            Class<T> javaClass, PostgresqlObjectId type, PostgresqlObjectId array, Body<T> body) {
        return new PostgresType<>(javaClass, type, type, array, any -> true, body);
    }

    /** {@return how values of a class are written, null if that is left to a codec} */
    static @Nullable PostgresType<?> find(Class<?> javaClass) {
        return ALL.get(javaClass);
    }

    private static boolean isUsual(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** Whether a value of the class can be written so. */
    boolean takes(Object value) {
        return takes.test(javaClass.cast(value));
    }

    /** Writes a value behind its length. */
    void write(Object value, ByteBuf to) {
        int start = to.writerIndex();
        to.writeInt(0);
        body.write(javaClass.cast(value), to);
        to.setInt(start, to.writerIndex() - start - Integer.BYTES);
    }
}
