package io.granary.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The common types: meant for {@code import static}. */
public final class Types {

    /** Whole numbers of 16 bits. */
    public static final SqlType<Short> SMALL_INTEGER = new BasicType<>(SqlKind.SMALL_INTEGER, Short.class);

    /** Whole numbers of 32 bits. */
    public static final SqlType<Integer> INTEGER = new BasicType<>(SqlKind.INTEGER, Integer.class);

    /** Whole numbers of 64 bits. */
    public static final SqlType<Long> BIG_INTEGER = new BasicType<>(SqlKind.BIG_INTEGER, Long.class);

    /** Decimal numbers of any size; databases that need one are given one of 38 digits, 10 of them behind the point. */
    public static final SqlType<BigDecimal> NUMERIC = new NumericType(0, 0);

    /** Floating-point numbers of 32 bits. */
    public static final SqlType<Float> REAL = new BasicType<>(SqlKind.REAL, Float.class);

    /** Floating-point numbers of 64 bits. */
    public static final SqlType<Double> DOUBLE = new BasicType<>(SqlKind.DOUBLE, Double.class);

    /** True or false. */
    public static final SqlType<Boolean> BOOLEAN = new BasicType<>(SqlKind.BOOLEAN, Boolean.class);

    /** Text of any length. */
    public static final SqlType<String> TEXT = new BasicType<>(SqlKind.TEXT, String.class);

    /** Bytes, as many as there are. */
    public static final SqlType<byte[]> BYTES = new BasicType<>(SqlKind.BYTES, byte[].class);

    /** Days. */
    public static final SqlType<LocalDate> DATE = new BasicType<>(SqlKind.DATE, LocalDate.class);

    /** Times of day, to the microsecond. */
    public static final SqlType<LocalTime> TIME = new BasicType<>(SqlKind.TIME, LocalTime.class);

    /** Days and times in no zone, to the microsecond. */
    public static final SqlType<LocalDateTime> TIMESTAMP = new BasicType<>(SqlKind.TIMESTAMP, LocalDateTime.class);

    /** Moments, to the microsecond. The moment is kept, the offset need not be. */
    public static final SqlType<OffsetDateTime> TIMESTAMP_WITH_TIME_ZONE =
            new BasicType<>(SqlKind.TIMESTAMP_WITH_TIME_ZONE, OffsetDateTime.class);

    /** Lengths of time, to the microsecond. */
    public static final SqlType<Duration> INTERVAL = new BasicType<>(SqlKind.INTERVAL, Duration.class);

    /** Universally unique identifiers. */
    public static final SqlType<UUID> UUID = new BasicType<>(SqlKind.UUID, UUID.class);

    /** JSON documents as trees. */
    public static final SqlType<JsonNode> JSON = new JsonType<>(JsonNode.class);

    /** Whatever the database makes of it, given as the driver decodes it. */
    public static final SqlType<Object> UNKNOWN = new BasicType<>(SqlKind.UNKNOWN, Object.class);

    private Types() {}

    /**
     * {@return text of a greatest length}
     *
     * @param length the most characters, at least 1
     */
    public static SqlType<String> string(int length) {
        return new SizedType<>(SqlKind.STRING, String.class, length);
    }

    /**
     * {@return bytes of a greatest length}
     *
     * @param length the most bytes, at least 1
     */
    public static SqlType<byte[]> bytes(int length) {
        return new SizedType<>(SqlKind.BYTES, byte[].class, length);
    }

    /**
     * {@return exact decimal numbers}
     *
     * @param precision how many digits there are in all
     * @param scale how many of them are behind the point
     */
    public static SqlType<BigDecimal> numeric(int precision, int scale) {
        return new NumericType(precision, scale);
    }

    /**
     * {@return an enum's constants, stored by their names as text}
     *
     * @param <E> the enum
     * @param type the enum's class
     */
    public static <E extends Enum<E>> SqlType<E> enumOf(Class<E> type) {
        return new EnumType<>(type, null);
    }

    /**
     * {@return an enum's constants, as values of the database's own enum type where it has such}
     *
     * @param <E> the enum
     * @param type the enum's class
     * @param typeName what the database calls the type
     */
    public static <E extends Enum<E>> SqlType<E> enumOf(Class<E> type, String typeName) {
        return new EnumType<>(type, typeName);
    }

    /**
     * {@return JSON documents as objects of a class}
     *
     * @param <T> the class
     * @param type any class that Jackson can read and write
     */
    public static <T> SqlType<T> json(Class<T> type) {
        return new JsonType<>(type);
    }

    /**
     * {@return arrays}
     *
     * @param <E> the class of the elements
     * @param element what each element is
     */
    public static <E> SqlType<List<E>> array(SqlType<E> element) {
        return new ArrayType<>(element);
    }

    /**
     * {@return a type of the database that is none of these, such as {@code inet}; like {@link #UNKNOWN}, but with its name}
     *
     * @param name written into CREATE TABLE as it stands
     */
    public static SqlType<Object> other(String name) {
        return new OtherType(name);
    }

    /**
     * {@return the type that a Java value is most likely of; {@link #UNKNOWN} where none is}
     *
     * @param <T> the value's class
     * @param value a value
     */
    public static <T> SqlType<T> of(T value) {
        return KnownClasses.typeOf(value);
    }

    /**
     * {@return the type whose values are of a Java class; empty where there is none, or not one only}
     *
     * @param <T> the class
     * @param javaType the class; a primitive one counts as the class it is boxed in
     */
    public static <T> Optional<SqlType<T>> forClass(Class<T> javaType) {
        return KnownClasses.typeFor(javaType);
    }
}
