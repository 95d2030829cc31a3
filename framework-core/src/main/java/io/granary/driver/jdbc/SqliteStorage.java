package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How SQLite stores what it has no storage for: as what its own functions read, and sorts.
 *
 * <p>Dates and times are texts that are always as long; moments are at UTC. Decimal numbers are numbers as long as they are exact as such.
 */
final class SqliteStorage {

    private static final int EXACT_DIGITS = 15;
    private static final int MICROSECOND_DIGITS = 6;

    /** Farther from the point a binary number loses digits, is infinite or 0. */
    private static final int MOST_PLACES = 300;

    /** Written out, longer ones may take more memory than there is. */
    private static final int MOST_DIGITS = 100_000;

    /** Those that SQLite's functions know, and whose texts sort. */
    private static final int LAST_YEAR = 9999;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, MICROSECOND_DIGITS, MICROSECOND_DIGITS, true)
            .toFormatter(Locale.ROOT);

    private SqliteStorage() {}

    /**
     * {@return a text or number, or null if nothing is known of the value's class}
     *
     * @throws DriverException if it is a date of a year that SQLite does not know
     */
    static @Nullable Object of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return number(decimal);
        } else if (value instanceof BigInteger whole) {
            return number(new BigDecimal(whole));
        } else if (value instanceof OffsetDateTime moment) {
            return written(atUtc(moment));
        } else if (value instanceof ZonedDateTime moment) {
            return written(atUtc(moment.toOffsetDateTime()));
        } else if (value instanceof Instant moment) {
            return written(moment.atOffset(ZoneOffset.UTC).toLocalDateTime());
        } else if (value instanceof LocalDateTime moment) {
            return written(moment);
        } else if (value instanceof LocalTime time) {
            return time(time);
        }
        return value instanceof LocalDate day ? known(day).toString() : value instanceof UUID ? value.toString() : null;
    }

    /** A text would compare with the number that an expression gives as texts do. */
    private static Object number(BigDecimal decimal) {
        BigDecimal digits = decimal.stripTrailingZeros();
        long places = (long) digits.precision() - digits.scale();
        if (Math.abs(places) > MOST_DIGITS) {
            throw new DriverException(
                    Origin.REFUSED,
                    "a decimal number of " + Math.abs(places) + " places is not stored; at most " + MOST_DIGITS
                            + " are",
                    "22003",
                    0,
                    null,
                    null);
        }
        if (digits.precision() > EXACT_DIGITS || Math.abs(places) > MOST_PLACES) {
            // Without the zeros at its end: equal numbers have to be equal as texts.
            return digits.toPlainString();
        }
        boolean whole = digits.scale() <= 0 && places <= EXACT_DIGITS;
        return whole ? (Object) digits.longValueExact() : (Object) digits.doubleValue();
    }

    /**
     * {@return a number that SQLite stores}
     *
     * @throws DriverException if it is NaN, of which SQLite would make NULL in silence
     */
    static double number(double number) {
        if (Double.isNaN(number)) {
            throw new DriverException(
                    Origin.REPORTED,
                    "SQLite stores no NaN, and was given one: store NULL in its place, which it would make of it, or a number of your own",
                    "22003",
                    0,
                    null,
                    null);
        }
        return number;
    }

    private static String time(LocalTime time) {
        return TIME.format(time.truncatedTo(ChronoUnit.MICROS));
    }

    private static String written(LocalDateTime moment) {
        return known(moment.toLocalDate()) + " " + time(moment.toLocalTime());
    }

    /** Java's last moments have no date at UTC, nor have its first ones. */
    private static LocalDateTime atUtc(OffsetDateTime moment) {
        boolean near = Math.abs((long) moment.getYear()) <= LAST_YEAR + 1;
        return near ? moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime() : moment.toLocalDateTime();
    }

    private static LocalDate known(LocalDate day) {
        if (day.getYear() < 0 || day.getYear() > LAST_YEAR) {
            throw new DriverException(
                    Origin.REPORTED,
                    "SQLite knows dates of the years 0 to 9999, at UTC, and was given one of another year, which would neither sort nor be"
                            + " read",
                    "22008",
                    0,
                    null,
                    null);
        }
        return day;
    }
}
