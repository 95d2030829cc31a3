package io.granary.type;

import io.granary.error.ArgumentException;
import java.math.BigDecimal;

/**
 * Decimal numbers, exact: {@code numeric(precision, scale)} (SQL:2016, 4.4.2).
 *
 * @param precision how many digits there are in all; 0 for as many as the database takes
 * @param scale how many of them are behind the point, which values keep
 */
public record NumericType(int precision, int scale) implements SqlType<BigDecimal> {

    /**
     * Checks the ranges.
     *
     * @throws ArgumentException when the scale is negative or exceeds the precision
     */
    public NumericType {
        if (precision < 0 || scale < 0 || (precision > 0 && scale > precision)) {
            throw ArgumentException.of(
                    "numeric(" + precision + ", " + scale + ") is no type.",
                    "Give a precision of at least 1, and a scale from 0 up to the precision.");
        }
    }

    @Override
    public SqlKind kind() {
        return SqlKind.NUMERIC;
    }

    @Override
    public Class<BigDecimal> javaType() {
        return BigDecimal.class;
    }
}
