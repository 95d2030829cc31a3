package io.granary.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives a number as another numeric type where that type has the same number. */
final class NumberConversion {

    private static final double TWO_TO_63 = 0x1p63;

    private NumberConversion() {}

    /** The number as that type, or null where the type has no such number or is not numeric. */
    static @Nullable Object attempt(Number number, Class<?> type) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return fromLong(number.longValue(), type);
        }
        if (number instanceof Double || number instanceof Float) {
            return fromFloating(number, type);
        }
        if (number instanceof BigDecimal decimal) {
            return fromDecimal(decimal, type);
        }
        return number instanceof BigInteger integer ? fromDecimal(new BigDecimal(integer), type) : null;
    }

    private static @Nullable Object fromLong(long value, Class<?> type) {
        if (type == Long.class) {
            return value;
        }
        if (type == Integer.class) {
            return (int) value == value ? (int) value : null;
        }
        if (type == Short.class) {
            return (short) value == value ? (short) value : null;
        }
        if (type == Byte.class) {
            return (byte) value == value ? (byte) value : null;
        }
        if (type == Double.class) {
            // casting 2^63 back gives the greatest long, which would look the same
            return (long) (double) value == value && (double) value < TWO_TO_63 ? (double) value : null;
        }
        if (type == Float.class) {
            return (long) (float) value == value && (float) value < TWO_TO_63 ? (float) value : null;
        }
        if (type == BigInteger.class) {
            return BigInteger.valueOf(value);
        }
        return type == BigDecimal.class ? BigDecimal.valueOf(value) : null;
    }

    private static @Nullable Object fromFloating(Number number, Class<?> type) {
        double value = number.doubleValue();
        if (type == Double.class) {
            return value;
        }
        if (type == Float.class) {
            return Double.compare((float) value, value) == 0 ? (float) value : null;
        }
        if (!Double.isFinite(value)) {
            return null;
        }
        // as it prints: 0.1 is the decimal 0.1 and not the 55 digits of its binary value
        return type == BigDecimal.class ? new BigDecimal(number.toString()) : fromDecimal(new BigDecimal(value), type);
    }

    private static @Nullable Object fromDecimal(BigDecimal value, Class<?> type) {
        if (type == BigDecimal.class) {
            return value;
        }
        if (type == Double.class) {
            double near = value.doubleValue();
            return Double.isFinite(near) && same(value, new BigDecimal(near), Double.toString(near)) ? near : null;
        }
        if (type == Float.class) {
            float near = value.floatValue();
            return Float.isFinite(near) && same(value, new BigDecimal(near), Float.toString(near)) ? near : null;
        }
        if (type == BigInteger.class) {
            return exactly(value, BigDecimal::toBigIntegerExact);
        }
        Long whole = exactly(value, BigDecimal::longValueExact);
        return whole == null ? null : fromLong(whole, type);
    }

    private static boolean same(BigDecimal value, BigDecimal binary, String printed) {
        return value.compareTo(binary) == 0 || value.compareTo(new BigDecimal(printed)) == 0;
    }

    private static <T> @Nullable T exactly(BigDecimal value, Function<BigDecimal, T> conversion) {
        try {
            return conversion.apply(value);
        } catch (ArithmeticException fractionOrOutOfRange) {
            return null;
        }
    }
}
