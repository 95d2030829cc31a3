package io.granary.driver.r2dbc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times as the server counts them, in microseconds. What is finer is cut: the server rounds the digits of a text beyond the sixth, by which the last moment of a day
 * would become 24:00, which no time of Java's is, and that of a year one of the next.
 */
final class PostgresTimes {

    private static final int NANOS_A_MICRO = 1000;
    private static final long MICROS_A_DAY = 24 * 60 * 60 * PostgresColumn.MICROS_A_SECOND;

    /** Beyond them the server knows no moments ("Date/Time Types" of PostgreSQL's documentation). */
    private static final long FIRST = Year.of(-4712).atDay(1).toEpochDay() * 24 * 60 * 60;

    private static final long END = Year.of(294_277).atDay(1).toEpochDay() * 24 * 60 * 60;

    /** From there on the server takes no offset of a time, while Java's go to 18 hours. */
    private static final int OFFSETS_END = 16 * 60 * 60;

    private PostgresTimes() {}

    /** {@return whether the server takes an offset} */
    static boolean isOffset(ZoneOffset offset) {
        return Math.abs(offset.getTotalSeconds()) < OFFSETS_END;
    }

    /** {@return whether the server has such a moment, given in seconds from 1970 on} */
    static boolean isInRange(long epochSecond) {
        return epochSecond >= FIRST && epochSecond < END;
    }

    static long micros(LocalTime time) {
        return time.toNanoOfDay() / NANOS_A_MICRO;
    }

    static long micros(LocalDateTime time) {
        return micros(time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
    }

    static long micros(Instant moment) {
        return micros(moment.getEpochSecond(), moment.getNano());
    }

    private static long micros(long epochSecond, int nanos) {
        return (epochSecond - PostgresColumn.SECONDS_TO_2000) * PostgresColumn.MICROS_A_SECOND + nanos / NANOS_A_MICRO;
    }

    /** {@return a time of the day; 24:00, which the server has and Java has not, is the last one, as the codecs read it from a text} */
    static LocalTime ofDay(long micros) {
        return micros >= MICROS_A_DAY ? LocalTime.MAX : LocalTime.ofNanoOfDay(micros * NANOS_A_MICRO);
    }

    /** {@return a value that the server is sent as a text, or several: cut, and moments at UTC, whose offset the server takes always; others are as they were} */
    static Object kept(Object value) {
        if (value instanceof LocalTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof LocalDateTime time) {
            return time.equals(LocalDateTime.MAX) ? time : time.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof OffsetTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof OffsetDateTime moment) {
            return isInRange(moment.toEpochSecond())
                    ? moment.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS)
                    : moment;
        } else if (value instanceof Instant moment) {
            return isInRange(moment.getEpochSecond()) ? moment.truncatedTo(ChronoUnit.MICROS) : moment;
        } else if (value instanceof ZonedDateTime moment) {
            return isInRange(moment.toEpochSecond()) ? moment.truncatedTo(ChronoUnit.MICROS) : moment;
        } else if (value instanceof LocalTime[]
                || value instanceof LocalDateTime[]
                || value instanceof OffsetTime[]
                || value instanceof OffsetDateTime[]
                || value instanceof ZonedDateTime[]
                || value instanceof Instant[]) {
            return all((@Nullable Object[]) value);
        }
        return value;
    }

    private static Object all(@Nullable Object[] values) {
        @Nullable Object[] kept = values.clone();
        Arrays.setAll(kept, index -> kept[index] == null ? null : kept(kept[index]));
        return kept;
    }
}
