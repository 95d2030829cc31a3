package io.granary.stream.internal;

import io.granary.error.ArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Where a span of values is cut into parts of one length. Plain. */
final class RangeBounds {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private RangeBounds() {}

    /**
     * {@return the values at which all but the first part begin, rising; fewer where there are fewer values}
     *
     * @param least the least value
     * @param greatest the greatest one, of the same class
     * @param parts how many
     * @throws ArgumentException when values of the class cannot be counted
     */
    static List<Object> between(Object least, Object greatest, int parts) {
        if (least instanceof BigDecimal from && greatest instanceof BigDecimal to) {
            int scale = Math.max(from.scale(), to.scale()) + 2;
            return cut(unscaled(from, scale), unscaled(to, scale), parts, cut -> new BigDecimal(cut, scale));
        }
        return cut(count(least), count(greatest), parts, value(least));
    }

    private static BigInteger unscaled(BigDecimal value, int scale) {
        return value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    }

    private static List<Object> cut(BigInteger from, BigInteger to, int parts, Function<BigInteger, Object> value) {
        BigInteger length = to.subtract(from).add(BigInteger.ONE);
        List<Object> bounds = new ArrayList<>();
        BigInteger before = from;
        for (int part = 1; part < parts; part++) {
            BigInteger bound =
                    from.add(length.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)));
            if (bound.compareTo(before) > 0) {
                bounds.add(value.apply(bound));
                before = bound;
            }
        }
        return bounds;
    }

    private static BigInteger count(Object value) {
        if (value instanceof BigInteger number) {
            return number;
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return BigInteger.valueOf(((Number) value).longValue());
        } else if (value instanceof LocalDate day) {
            return BigInteger.valueOf(day.toEpochDay());
        } else if (value instanceof LocalDateTime time) {
            return nanos(time.toInstant(ZoneOffset.UTC));
        } else if (value instanceof OffsetDateTime time) {
            return nanos(time.toInstant());
        } else if (value instanceof Instant instant) {
            return nanos(instant);
        }
        throw ArgumentException.of(
                "Ranges of " + value.getClass().getSimpleName()
                        + " cannot be cut: only numbers without a fraction, decimals, dates and times can.",
                "Choose another column, such as a numeric key, or read the whole with SqlSource.of.");
    }

    private static BigInteger nanos(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BILLION)
                .add(BigInteger.valueOf(instant.getNano()));
    }

    private static Function<BigInteger, Object> value(Object like) {
        if (like instanceof Long) {
            return BigInteger::longValueExact;
        } else if (like instanceof Integer) {
            return BigInteger::intValueExact;
        } else if (like instanceof Short) {
            return BigInteger::shortValueExact;
        } else if (like instanceof LocalDate) {
            return days -> LocalDate.ofEpochDay(days.longValueExact());
        } else if (like instanceof LocalDateTime) {
            return nanos -> LocalDateTime.ofInstant(instant(nanos), ZoneOffset.UTC);
        } else if (like instanceof OffsetDateTime time) {
            return nanos -> instant(nanos).atOffset(time.getOffset());
        } else if (like instanceof Instant) {
            return RangeBounds::instant;
        }
        return number -> number;
    }

    private static Instant instant(BigInteger nanos) {
        BigInteger[] parts = nanos.divideAndRemainder(BILLION);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
