package io.granary.orm.internal.flush;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.error.FlushException;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.KeyTimes;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the version of a row is next: one more, or the time, which never stands still from one version to the next; or what the database makes it, where
 * the mapping says that it does: {@code @Column(insertable = false, updatable = false)}.
 */
public final class Versions {

    private Versions() {}

    /**
     * {@return whether the database makes the versions of rows that change}
     *
     * @param mapping the class
     */
    public static boolean comeWithUpdate(EntityMapping<?> mapping) {
        return mapping.version().filter(version -> !version.updatable()).isPresent();
    }

    /**
     * {@return the places of what the database gives rows as they change, of their version too where it makes that}
     *
     * @param mapping the class
     */
    public static BitSet given(EntityMapping<?> mapping) {
        BitSet given = mapping.given();
        mapping.version().filter(version -> !version.updatable()).ifPresent(version -> given.set(version.slot()));
        return given;
    }

    /** Whether the database makes the versions of new rows. */
    static boolean comeWithInsert(EntityMapping<?> mapping) {
        return mapping.version().filter(version -> !version.insertable()).isPresent();
    }

    /**
     * {@return whether a version that the database makes as a row changes comes back with the statement that changes it, and not by a query behind it}
     *
     * @param dialect which database
     */
    public static boolean areTold(Dialect dialect) {
        return dialect.supports(Feature.UPDATE_RETURNING) && dialect.supports(Feature.RETURNING_SEES_TRIGGERS);
    }

    /**
     * {@return whether the version is known that a row has}
     *
     * @param state what is known of the row
     */
    public static boolean isKnown(InstanceState state) {
        return state.mapping()
                .version()
                .filter(version -> state.loaded().get(version.slot()))
                .isPresent();
    }

    /** The version that the database made, which nobody could be compared with where it made none. */
    static void requireGiven(InstanceState state, @Nullable Object[] image) {
        MappedColumn version = state.mapping().version().orElseThrow();
        if (image[version.slot()] == null) {
            throw FlushException.of(
                    "The database was to make the version of " + state + ", as the @Column of " + version.path()
                            + " says, and made none: " + version + " is NULL.",
                    "Give the column a default, and a trigger that changes it; or let the program count: take insertable and updatable away.");
        }
    }

    /**
     * {@return the version of a new row that nobody gave one}
     *
     * @param type the class of versions
     * @param clock gives versions that are times
     */
    public static Object first(Class<?> type, Clock clock) {
        return after(type, null, clock);
    }

    /** That of a new row: 1, unless the program gave one. */
    static Object first(MappedColumn version, @Nullable Object[] image, Clock clock) {
        Object given = image[version.slot()];
        return given != null && !isZero(given)
                ? KeyTimes.cut(version, given)
                : first(version.column().type().javaType(), clock);
    }

    private static boolean isZero(Object version) {
        return version instanceof Number number && number.longValue() == 0;
    }

    /** Who has a row has to know its version, or could not tell that somebody else changed it. */
    static void requireKnown(InstanceState state, MappedColumn version) {
        Object before = state.committed()[version.slot()];
        if (before == null && state.loaded().get(version.slot())) {
            throw FlushException.of(
                    "The version of " + state
                            + " is NULL in the database, so it cannot be told whether somebody else changed the row.",
                    "Give the rows of " + version.column().table() + " a version.");
        }
    }

    /** That of a row that changes; the program's own, if it gave one. */
    static Object next(InstanceState state, MappedColumn version, @Nullable Object now, Clock clock) {
        requireKnown(state, version);
        Object before = state.committed()[version.slot()];
        // A new object that takes over the row of a deleted one has none of its own.
        if (now != null && !isZero(now) && state.loaded().get(version.slot()) && state.differs(version.slot(), now)) {
            return KeyTimes.cut(version, now);
        }
        return after(version.column().type().javaType(), before != null ? before : now, clock);
    }

    /**
     * {@return the version of a row behind another one}
     *
     * @param version its column
     * @param old the version that it has
     * @param clock gives versions that are times
     */
    public static Object after(MappedColumn version, Object old, Clock clock) {
        return after(version.column().type().javaType(), old, clock);
    }

    private static Object after(Class<?> type, @Nullable Object old, Clock clock) {
        long number = old instanceof Number count ? count.longValue() : 0;
        if (type == Short.class) {
            return (short) (number + 1);
        }
        if (type == Integer.class) {
            return (int) (number + 1);
        }
        if (type == Long.class) {
            return number + 1;
        }
        Instant next = momentAfter(moment(old), clock);
        if (type == Instant.class) {
            return next;
        }
        return type == LocalDateTime.class
                ? LocalDateTime.ofInstant(next, ZoneOffset.UTC)
                : OffsetDateTime.ofInstant(next, ZoneOffset.UTC);
    }

    /**
     * The time, or the next that a column can tell from the old version: within one tick of the clock, or after it was set back, the time
     * alone would be the version of somebody else's row, too. Databases keep microseconds, and round what is finer.
     */
    private static Instant momentAfter(@Nullable Instant old, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (old == null) {
            return now;
        }
        Instant kept = old.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(kept) ? now : kept.plus(1, ChronoUnit.MICROS);
    }

    private static @Nullable Instant moment(@Nullable Object version) {
        if (version instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (version instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return version instanceof Instant moment ? moment : null;
    }
}
