package io.granary.driver.jdbc;

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

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, MICROSECOND_DIGITS, MICROSECOND_DIGITS, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter(Locale.ROOT);

    private SqliteStorage() {}

    /** {@return a text or number, or null if nothing is known of the value's class} */
    static @Nullable Object of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return number(decimal);
        } else if (value instanceof BigInteger whole) {
            return number(new BigDecimal(whole));
        } else if (value instanceof OffsetDateTime moment) {
            return written(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        } else if (value instanceof ZonedDateTime moment) {
            return written(moment.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
        } else if (value instanceof Instant moment) {
            return written(moment.atOffset(ZoneOffset.UTC).toLocalDateTime());
        } else if (value instanceof LocalDateTime moment) {
            return written(moment);
        } else if (value instanceof LocalTime time) {
            return TIME.format(time.truncatedTo(ChronoUnit.MICROS));
        }
        return value instanceof UUID || value instanceof LocalDate ? value.toString() : null;
    }

    /** A text would compare with the number that an expression gives as texts do. */
    private static Object number(BigDecimal decimal) {
        BigDecimal digits = decimal.stripTrailingZeros();
        if (digits.precision() > EXACT_DIGITS) {
            return decimal.toPlainString();
        }
        boolean whole = digits.scale() <= 0 && digits.precision() - digits.scale() <= EXACT_DIGITS;
        return whole ? (Object) digits.longValueExact() : (Object) digits.doubleValue();
    }

    private static String written(LocalDateTime moment) {
        return MOMENT.format(moment.truncatedTo(ChronoUnit.MICROS));
    }
}
