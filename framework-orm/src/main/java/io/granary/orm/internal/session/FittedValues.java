package io.granary.orm.internal.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Values of statements, of the classes that attributes have: a driver takes any number for a column, and an attribute takes only one of its own class. */
final class FittedValues {

    private FittedValues() {}

    /**
     * The same value of another class; empty if it is none of that class.
     *
     * @param type a class that is not primitive
     * @param value any value
     */
    static Optional<Object> of(Class<?> type, Object value) {
        if (type.isInstance(value)) {
            return Optional.of(value);
        }
        return value instanceof Number number ? number(type, number) : Optional.empty();
    }

    private static Optional<Object> number(Class<?> type, Number number) {
        if (type == Double.class) {
            return Optional.of(number.doubleValue());
        }
        if (type == Float.class) {
            return Optional.of(number.floatValue());
        }
        try {
            BigDecimal exact = new BigDecimal(number.toString());
            return type == BigDecimal.class ? Optional.of(exact) : whole(type, exact.toBigIntegerExact());
        } catch (ArithmeticException | NumberFormatException fitsNot) {
            return Optional.empty();
        }
    }

    private static Optional<Object> whole(Class<?> type, BigInteger number) {
        if (type == Long.class) {
            return Optional.of(number.longValueExact());
        }
        if (type == Integer.class) {
            return Optional.of(number.intValueExact());
        }
        if (type == Short.class) {
            return Optional.of(number.shortValueExact());
        }
        if (type == Byte.class) {
            return Optional.of(number.byteValueExact());
        }
        return type == BigInteger.class ? Optional.of(number) : Optional.empty();
    }
}
