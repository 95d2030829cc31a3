package io.granary.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** Gives a date or a time as another type where that needs no guess of a zone and drops no part that is not zero. */
final class TimeConversion {

    private TimeConversion() {}

    /** The time as that type, or null where that is impossible. */
    static @Nullable Object attempt(Temporal time, Class<?> type) {
        if (time instanceof LocalDate date) {
            return type == LocalDateTime.class ? date.atStartOfDay() : null;
        }
        if (time instanceof LocalDateTime local) {
            boolean midnight = local.toLocalTime().equals(LocalTime.MIDNIGHT);
            return type == LocalDate.class && midnight ? local.toLocalDate() : null;
        }
        if (time instanceof Instant instant) {
            return fromMoment(instant.atZone(ZoneOffset.UTC), type);
        }
        if (time instanceof OffsetDateTime moment) {
            return fromMoment(moment.toZonedDateTime(), type);
        }
        return time instanceof ZonedDateTime moment ? fromMoment(moment, type) : null;
    }

    private static @Nullable Object fromMoment(ZonedDateTime moment, Class<?> type) {
        if (type == Instant.class) {
            return moment.toInstant();
        }
        if (type == OffsetDateTime.class) {
            return moment.toOffsetDateTime();
        }
        return type == ZonedDateTime.class ? moment : null;
    }
}
