package io.granary.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which type a Java class is a value of, where nobody said. */
final class KnownClasses {

    private static final SqlType<BigInteger> WHOLE =
            Types.NUMERIC.mapped(BigInteger.class, BigDecimal::new, BigDecimal::toBigIntegerExact);

    private static final SqlType<Instant> MOMENT = Types.TIMESTAMP_WITH_TIME_ZONE.mapped(
            Instant.class, moment -> moment.atOffset(ZoneOffset.UTC), OffsetDateTime::toInstant);

    private static final Map<Class<?>, SqlType<?>> TYPES = Map.ofEntries(
            Map.entry(Short.class, Types.SMALL_INTEGER),
            Map.entry(Integer.class, Types.INTEGER),
            Map.entry(Long.class, Types.BIG_INTEGER),
            Map.entry(BigDecimal.class, Types.NUMERIC),
            Map.entry(BigInteger.class, WHOLE),
            Map.entry(Float.class, Types.REAL),
            Map.entry(Double.class, Types.DOUBLE),
            Map.entry(Boolean.class, Types.BOOLEAN),
            Map.entry(String.class, Types.TEXT),
            Map.entry(byte[].class, Types.BYTES),
            Map.entry(LocalDate.class, Types.DATE),
            Map.entry(LocalTime.class, Types.TIME),
            Map.entry(LocalDateTime.class, Types.TIMESTAMP),
            Map.entry(OffsetDateTime.class, Types.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry(Instant.class, MOMENT),
            Map.entry(Duration.class, Types.INTERVAL),
            Map.entry(UUID.class, Types.UUID));

    private KnownClasses() {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // as below
    static <T> Optional<SqlType<T>> typeFor(Class<T> type) {
        if (type.isEnum()) {
            return Optional.of((SqlType<T>) new EnumType(type, null));
        }
        if (type == JsonNode.class) {
            return Optional.of((SqlType<T>) Types.JSON);
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        return Optional.ofNullable((SqlType<T>) TYPES.get(boxed));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class is filed under itself; an enum's class is one of an enum
    static <T> SqlType<T> typeOf(T value) {
        if (value instanceof Enum<?> constant) {
            return (SqlType<T>) new EnumType(constant.getDeclaringClass(), null);
        }
        if (value instanceof JsonNode) {
            return (SqlType<T>) Types.JSON;
        }
        return (SqlType<T>) TYPES.getOrDefault(value.getClass(), Types.UNKNOWN);
    }
}
