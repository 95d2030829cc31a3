package io.granary.orm.internal.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.orm.internal.reading.JsonTrees;
import io.granary.type.ArrayType;
import io.granary.type.JsonType;
import io.granary.type.MappedType;
import io.granary.type.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are remembered, and how it is found later whether they changed.
 *
 * <ul>
 *   <li>Values that cannot change are remembered as they are and compared by {@code equals}.
 *   <li>Bytes, arrays and lists are copied and compared by what is in them.
 *   <li>Of JSON another object is made by way of its tree, and the trees are compared, so that a change within an object counts.
 *   <li>What a converter makes is remembered as what comes of storing and reading it, and counts as changed when what would be stored is
 *       another; unless its class is one whose values cannot change.
 *   <li>{@code BigDecimal}s are compared as numbers: 1.0 and 1.00 are the same, for a database gives a number back with the column's scale,
 *       whatever was written. (SQLAlchemy compares them so, too.)
 *   <li>{@code OffsetDateTime}s are compared as moments, for the offset need not be kept.
 * </ul>
 *
 * <p>What is remembered is a value of the column like any other: it may be written into an object, once it was copied again. Immutable.
 * ({@code TypeEngine.compare_values} and {@code copy_value} of SQLAlchemy.)
 */
public abstract sealed class ValueCopies {

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            Short.class,
            Integer.class,
            Long.class,
            Byte.class,
            Character.class,
            Float.class,
            Double.class,
            Boolean.class,
            String.class,
            BigInteger.class,
            UUID.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            Duration.class,
            Year.class);

    private ValueCopies() {}

    /**
     * {@return how values of a type are remembered}
     *
     * @param type the column's
     */
    public static ValueCopies of(SqlType<?> type) {
        Class<?> values = type.javaType();
        if (IMMUTABLE.contains(values) || values.isEnum()) {
            return Unchanging.BY_EQUALS;
        }
        if (values == BigDecimal.class) {
            return Unchanging.BY_NUMBER;
        }
        if (values == OffsetDateTime.class) {
            return Unchanging.BY_MOMENT;
        }
        if (values == byte[].class) {
            return new Bytes();
        }
        if (type instanceof MappedType<?, ?> mapped) {
            return stored(mapped);
        }
        if (type instanceof ArrayType<?> array) {
            return new Elements(of(array.element()));
        }
        return type instanceof JsonType<?> json ? new Trees(json.javaType()) : new Anything();
    }

    @SuppressWarnings("unchecked") // the column's values are of the type's class
    private static ValueCopies stored(MappedType<?, ?> mapped) {
        return new Stored(
                (Function<Object, @Nullable Object>) (Function<?, ?>) mapped.toStored(),
                (Function<Object, @Nullable Object>) (Function<?, ?>) mapped.fromStored(),
                of(mapped.stored()));
    }

    /**
     * {@return the same value as an object that does not change with the first; the first one itself where none can}
     *
     * @param value a value of the column
     */
    public final @Nullable Object copy(@Nullable Object value) {
        return value == null ? null : copied(value);
    }

    /**
     * {@return whether a value is the one that was remembered}
     *
     * @param current the value now
     * @param snapshot what {@link #copy} gave for the value then
     */
    public final boolean same(@Nullable Object current, @Nullable Object snapshot) {
        return current == null ? snapshot == null : isSame(current, snapshot);
    }

    abstract @Nullable Object copied(Object value);

    /** Whether a value is remembered as another object, for it could change within. */
    boolean copies() {
        return true;
    }

    abstract boolean isSame(Object current, @Nullable Object snapshot);

    /** Values that are remembered as they are. */
    private static final class Unchanging extends ValueCopies {

        static final Unchanging BY_EQUALS = new Unchanging(Object::equals);

        static final Unchanging BY_NUMBER =
                new Unchanging((current, snapshot) -> ((BigDecimal) current).compareTo((BigDecimal) snapshot) == 0);

        static final Unchanging BY_MOMENT =
                new Unchanging((current, snapshot) -> ((OffsetDateTime) current).isEqual((OffsetDateTime) snapshot));

        private final Comparison comparison;

        private Unchanging(Comparison comparison) {
            this.comparison = comparison;
        }

        @Override
        boolean copies() {
            return false;
        }

        @Override
        Object copied(Object value) {
            return value;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // what nobody touched is the same object, which is soonest seen
        boolean isSame(Object current, @Nullable Object snapshot) {
            return current == snapshot || (snapshot != null && comparison.agree(current, snapshot));
        }
    }

    /** Whether two values are one. */
    @FunctionalInterface
    private interface Comparison {
        boolean agree(Object current, Object snapshot);
    }

    /** Bytes. */
    private static final class Bytes extends ValueCopies {

        @Override
        Object copied(Object value) {
            return ((byte[]) value).clone();
        }

        @Override
        boolean isSame(Object current, @Nullable Object snapshot) {
            return Arrays.equals((byte[]) current, (byte @Nullable []) snapshot);
        }
    }

    /** Lists, each element of which is remembered by itself. */
    private static final class Elements extends ValueCopies {

        private final ValueCopies element;

        Elements(ValueCopies element) {
            this.element = element;
        }

        @Override
        Object copied(Object value) {
            List<?> list = (List<?>) value;
            List<@Nullable Object> copies = new ArrayList<>(list.size());
            for (Object each : list) {
                copies.add(element.copy(each));
            }
            return copies;
        }

        @Override
        boolean isSame(Object current, @Nullable Object snapshot) {
            List<?> list = (List<?>) current;
            if (!(snapshot instanceof List<?> copies) || list.size() != copies.size()) {
                return false;
            }
            for (int i = 0; i < copies.size(); i++) {
                if (!element.same(list.get(i), copies.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** JSON documents: trees, and objects that Jackson makes trees of. */
    private static final class Trees extends ValueCopies {

        private final Class<?> values;

        Trees(Class<?> values) {
            this.values = values;
        }

        @Override
        Object copied(Object value) {
            return value instanceof JsonNode tree ? tree.deepCopy() : JsonTrees.read(values, JsonTrees.of(value));
        }

        @Override
        boolean isSame(Object current, @Nullable Object snapshot) {
            return snapshot != null && tree(current).equals(tree(snapshot));
        }

        private static JsonNode tree(Object value) {
            return value instanceof JsonNode tree ? tree : JsonTrees.of(value);
        }
    }

    /** Values of a class of which nothing is known: what is stored of them tells whether they changed. */
    private static final class Stored extends ValueCopies {

        private final Function<Object, @Nullable Object> toStored;
        private final Function<Object, @Nullable Object> fromStored;
        private final ValueCopies stored;

        Stored(
                Function<Object, @Nullable Object> toStored,
                Function<Object, @Nullable Object> fromStored,
                ValueCopies stored) {
            this.toStored = toStored;
            this.fromStored = fromStored;
            this.stored = stored;
        }

        @Override
        @Nullable Object copied(Object value) {
            Object copy = stored.copy(toStored.apply(value));
            return copy == null ? null : fromStored.apply(copy);
        }

        @Override
        boolean isSame(Object current, @Nullable Object snapshot) {
            return stored.same(toStored.apply(current), snapshot == null ? null : toStored.apply(snapshot));
        }
    }

    /** Values as a driver makes them, of a type that is none of ours. */
    private static final class Anything extends ValueCopies {

        @Override
        Object copied(Object value) {
            if (value instanceof byte[] bytes) {
                return bytes.clone();
            }
            if (value instanceof Object[] array) {
                return array.clone();
            }
            return value instanceof List<?> list ? new ArrayList<>(list) : value;
        }

        @Override
        boolean isSame(Object current, @Nullable Object snapshot) {
            return Objects.deepEquals(current, snapshot);
        }
    }
}
