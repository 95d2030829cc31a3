package io.granary.orm.internal.identity;

import io.granary.orm.mapping.MappedColumn;
import io.granary.type.MappedType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** Times in keys and versions. Databases keep them to the microsecond, and some round: an object with a finer one would not have that of its row. */
public final class KeyTimes {

    private static final Set<SqlKind> TIMES =
            EnumSet.of(SqlKind.TIME, SqlKind.TIMESTAMP, SqlKind.TIMESTAMP_WITH_TIME_ZONE, SqlKind.INTERVAL);

    private KeyTimes() {}

    /** Whether a column holds times; what a converter stores as something else is kept as it is. */
    static boolean has(MappedColumn column) {
        SqlType<?> stored = column.column().type();
        while (stored instanceof MappedType<?, ?> mapped) {
            stored = mapped.stored();
        }
        return TIMES.contains(stored.kind());
    }

    /**
     * {@return a value without what is finer than a microsecond}
     *
     * @param column the column that is to hold it
     * @param value a value of it; the same object is given where nothing is finer
     */
    public static Object cut(MappedColumn column, Object value) {
        return isTime(value) && has(column) ? cut(value) : value;
    }

    private static boolean isTime(Object value) {
        return value instanceof Instant
                || value instanceof LocalDateTime
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || value instanceof LocalTime
                || value instanceof Duration;
    }

    /** The same object where nothing is finer. */
    private static Object cut(Object value) {
        Object cut = value instanceof Instant moment
                ? moment.truncatedTo(ChronoUnit.MICROS)
                : value instanceof LocalDateTime time
                        ? time.truncatedTo(ChronoUnit.MICROS)
                        : value instanceof OffsetDateTime moment
                                ? moment.truncatedTo(ChronoUnit.MICROS)
                                : value instanceof ZonedDateTime moment
                                        ? moment.truncatedTo(ChronoUnit.MICROS)
                                        : value instanceof LocalTime time
                                                ? time.truncatedTo(ChronoUnit.MICROS)
                                                : ((Duration) value).truncatedTo(ChronoUnit.MICROS);
        return cut.equals(value) ? value : cut;
    }
}
