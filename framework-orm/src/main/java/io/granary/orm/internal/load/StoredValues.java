package io.granary.orm.internal.load;

import io.granary.sql.TypedNull;
import io.granary.type.EnumType;
import io.granary.type.MappedType;
import io.granary.type.NumericType;
import io.granary.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values are compared as the database compares them: by what it stores of them, which of an enum may be a name, and of an object with a converter is
 * what that makes of it. There is none for values of which that is not known. Immutable.
 */
final class StoredValues {

    private final Form form;

    private StoredValues(Form form) {
        this.form = form;
    }

    /** What may be stored. */
    private enum Form {
        EXACT,
        DOUBLE,
        SINGLE,
        TRUTH,
        TEXT,
        NAME,
        /** Here and there bytes are ordered as if each had a sign; whether they are the same is plain. */
        BYTES,
        /** Java orders them as numbers with a sign, and no database does. */
        UUID,
        DATE,
        TIME,
        TIMESTAMP,
        MOMENT,
        INTERVAL;

        static Optional<Form> of(SqlType<?> type) {
            return switch (type.kind()) {
                case SMALL_INTEGER, INTEGER, BIG_INTEGER, NUMERIC -> Optional.of(EXACT);
                case DOUBLE -> Optional.of(DOUBLE);
                case REAL -> Optional.of(SINGLE);
                case BOOLEAN -> Optional.of(TRUTH);
                case STRING, TEXT -> Optional.of(TEXT);
                case ENUM -> Optional.of(NAME);
                case BYTES -> Optional.of(BYTES);
                case UUID -> Optional.of(UUID);
                case DATE -> Optional.of(DATE);
                case TIME -> Optional.of(TIME);
                case TIMESTAMP -> Optional.of(TIMESTAMP);
                case TIMESTAMP_WITH_TIME_ZONE -> Optional.of(MOMENT);
                case INTERVAL -> Optional.of(INTERVAL);
                case JSON, ARRAY, UNKNOWN -> Optional.empty();
            };
        }

        /** What is stored, as something that Java orders as databases do; null for what is not of this form, or has no place in the order. */
        @Nullable Comparable<?> place(Object value) {
            return switch (this) {
                case EXACT -> exact(value);
                // The two zeros are one to databases.
                case DOUBLE -> isFinite(value) ? Double.valueOf(((Number) value).doubleValue() + 0.0) : null;
                case SINGLE -> isFinite(value) ? Float.valueOf(((Number) value).floatValue() + 0.0f) : null;
                case TRUTH -> value instanceof Boolean truth ? truth : null;
                case TEXT -> value instanceof String text ? text : null;
                case NAME -> value instanceof Enum<?> constant ? constant.name() : null;
                case BYTES -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : null;
                case UUID -> value instanceof UUID id ? id : null;
                case DATE -> value instanceof LocalDate date ? date : null;
                case TIME -> value instanceof LocalTime time ? time : null;
                case TIMESTAMP -> value instanceof LocalDateTime time ? time : null;
                // Two are the same at the same moment, whatever their offsets say.
                case MOMENT -> value instanceof OffsetDateTime time ? time.toInstant() : null;
                case INTERVAL -> value instanceof Duration length ? length : null;
            };
        }

        /** What is no number, or an endless one, has no place among numbers on which databases agree. */
        private static boolean isFinite(Object value) {
            return value instanceof Number number && Double.isFinite(number.doubleValue());
        }

        private static @Nullable Comparable<?> exact(Object value) {
            // A number of many digits may be finite, and no double.
            boolean floating = value instanceof Double || value instanceof Float;
            return value instanceof Number && (!floating || isFinite(value)) ? new BigDecimal(value.toString()) : null;
        }
    }

    /**
     * How values of two types are compared; empty if that cannot be told.
     *
     * @param ordered whether they have to be ordered, and not only told from one another
     * @param asJava whether values may be compared as Java does it, which not every database does: text, and numbers of 32 bits, which some databases
     *     compare by digits that Java does not show
     */
    static Optional<StoredValues> compared(SqlType<?> left, SqlType<?> right, boolean ordered, boolean asJava) {
        SqlType<?> stored = stored(left);
        SqlType<?> other = stored(right);
        Optional<Form> form = Form.of(stored).filter(found -> Form.of(other).equals(Optional.of(found)));
        return form.filter(found -> switch (found) {
                    case SINGLE, TEXT -> asJava;
                    case NAME -> ordered ? asJava && isText(stored) && isText(other) : asJava || areDistinct(stored);
                    case BYTES, UUID -> !ordered;
                    default -> true;
                })
                .map(StoredValues::new);
    }

    /** The database's own enums are ordered as they were declared, which need not be as here. */
    private static boolean isText(SqlType<?> type) {
        return type instanceof EnumType<?> names && names.nativeName().isEmpty();
    }

    /** Whether no collation takes a name for another one, as those do that know no case and no accents. */
    private static boolean areDistinct(SqlType<?> type) {
        if (!(type instanceof EnumType<?> names)) {
            return false;
        }
        Set<String> all = new HashSet<>();
        return names.names().stream()
                .allMatch(name -> name.chars().allMatch(c -> c < 128) && all.add(name.toLowerCase(Locale.ROOT)));
    }

    /** What values of a type are stored as. */
    static SqlType<?> stored(SqlType<?> type) {
        return type instanceof MappedType<?, ?> mapped ? stored(mapped.stored()) : type;
    }

    /** What is stored of a value; one that is of another class than its type's goes to the database as it is. */
    static @Nullable Object stored(SqlType<?> type, @Nullable Object value) {
        if (value == null || value instanceof TypedNull) {
            return null;
        }
        return type instanceof MappedType<?, ?> mapped && mapped.javaType().isInstance(value)
                ? stored(mapped.stored(), apply(mapped.toStored(), value))
                : value;
    }

    @SuppressWarnings("unchecked") // the value is of the type's class
    private static <U> @Nullable Object apply(Function<U, ?> toStored, Object value) {
        return toStored.apply((U) value);
    }

    /** Whether a column keeps less of a value than that says, cut or rounded. */
    static boolean isFiner(SqlType<?> type, @Nullable Object value) {
        Object kept = stored(type, value);
        if (kept instanceof BigDecimal number && stored(type) instanceof NumericType numeric) {
            return numeric.precision() > 0 && number.stripTrailingZeros().scale() > numeric.scale();
        }
        int nanos = kept instanceof Duration length
                ? length.toNanosPart()
                : kept instanceof Temporal time && time.isSupported(ChronoField.NANO_OF_SECOND)
                        ? time.get(ChronoField.NANO_OF_SECOND)
                        : 0;
        return nanos % 1000 != 0;
    }

    /**
     * What a column may have made of a finer value.
     *
     * @param below cut
     * @param above the next one
     */
    record Neighbours(Object below, Object above) {}

    /** What a column may keep of a value that is finer. */
    static Neighbours neighbours(SqlType<?> type, @Nullable Object value) {
        Object kept = stored(type, value);
        if (kept instanceof BigDecimal number && stored(type) instanceof NumericType numeric) {
            return new Neighbours(
                    number.setScale(numeric.scale(), RoundingMode.FLOOR),
                    number.setScale(numeric.scale(), RoundingMode.CEILING));
        }
        if (kept instanceof Duration length) {
            Duration cut = length.minusNanos(length.toNanosPart() % 1000);
            return new Neighbours(cut, cut.plusNanos(1000));
        }
        if (kept instanceof Temporal time) {
            Temporal cut = time.minus(time.get(ChronoField.NANO_OF_SECOND) % 1000, ChronoUnit.NANOS);
            return new Neighbours(cut, cut.plus(1, ChronoUnit.MICROS));
        }
        throw new IllegalStateException(kept + " is not finer than its column keeps it.");
    }

    /** Whether it can be told where a value is among others. */
    boolean knows(Object stored) {
        return form.place(stored) != null;
    }

    /** Less than 0, 0 or more, as the first is before, at or behind the second; empty if that cannot be told. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // both of one form
    OptionalInt compare(Object left, Object right) {
        Comparable first = form.place(left);
        Comparable second = form.place(right);
        return first == null || second == null ? OptionalInt.empty() : OptionalInt.of(first.compareTo(second));
    }
}
