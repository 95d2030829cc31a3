package io.granary.orm.internal.flush;

import io.granary.error.FlushException;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.MappedColumn;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the version of a row is next: one more, or the time. */
public final class Versions {

    private Versions() {}

    /** That of a new row: 1, unless the program gave one. */
    static Object first(MappedColumn version, @Nullable Object[] image, Clock clock) {
        Object given = image[version.slot()];
        boolean zero = given instanceof Number number && number.longValue() == 0;
        return given != null && !zero ? given : after(version.column().type().javaType(), 0, clock);
    }

    /** That of a row that changes; the program's own, if it gave one. */
    static Object next(InstanceState state, MappedColumn version, @Nullable Object now, Clock clock) {
        Object before = state.committed()[version.slot()];
        if (before == null && state.loaded().get(version.slot())) {
            throw FlushException.of(
                    "The version of " + state
                            + " is NULL in the database, so it cannot be told whether somebody else changed the row.",
                    "Give the rows of " + version.column().table() + " a version.");
        }
        if (now != null && state.loaded().get(version.slot()) && state.differs(version.slot(), now)) {
            return now;
        }
        long number = before instanceof Number count
                ? count.longValue()
                : now instanceof Number count ? count.longValue() : 0;
        return after(version.column().type().javaType(), number, clock);
    }

    /**
     * {@return the version of a row behind another one}
     *
     * @param version its column
     * @param old the version that it has
     * @param clock gives versions that are times
     */
    public static Object after(MappedColumn version, Object old, Clock clock) {
        long number = old instanceof Number count ? count.longValue() : 0;
        return after(version.column().type().javaType(), number, clock);
    }

    private static Object after(Class<?> type, long number, Clock clock) {
        if (type == Short.class) {
            return (short) (number + 1);
        }
        if (type == Integer.class) {
            return (int) (number + 1);
        }
        if (type == Long.class) {
            return number + 1;
        }
        // No database keeps more.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (type == Instant.class) {
            return now;
        }
        return type == LocalDateTime.class
                ? LocalDateTime.ofInstant(now, ZoneOffset.UTC)
                : OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    }
}
