package io.granary.orm.internal.identity;

import io.granary.type.MappedType;
import io.granary.type.SqlType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which values of keys are one: those that mean the same to a database, whatever {@code equals} says of them.
 *
 * <p>A number comes back with the scale of its column, a moment with another offset, and bytes as another array: by {@code equals} they would be
 * other keys, and their rows would have two objects. What a converter makes of a value is compared by what it stores. Most classes are none of these, and cost
 * nothing here.
 */
public final class KeyValues {

    private KeyValues() {}

    /** An array, which is compared by what is in it. */
    private static final class Content {

        private final Object array;

        Content(Object array) {
            this.array = array;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Content content && Objects.deepEquals(array, content.array);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {array});
        }
    }

    /**
     * {@return what stands for a value where values are compared by {@code equals}: the value itself of most classes}
     *
     * @param value a value of a key
     */
    public static Object compared(Object value) {
        if (isPlain(value)) {
            return value;
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof Double number) {
            // Zero is zero, whatever its sign.
            return number + 0.0;
        }
        if (value instanceof Float number) {
            return number + 0.0f;
        }
        return value.getClass().isArray() ? new Content(value) : value;
    }

    /**
     * {@return what stands for a value of a column where values are compared by {@code equals}: of what a converter stores, what is stored}
     *
     * @param type the column's
     * @param value a value of it
     */
    public static Object compared(SqlType<?> type, Object value) {
        return type instanceof MappedType<?, ?> mapped ? comparedAsStored(mapped, value) : compared(value);
    }

    /** What has its own class says little of what is one to a database: it may have no {@code equals}, or a finer one. */
    @SuppressWarnings("unchecked") // the values of a column are of its type's class
    private static Object comparedAsStored(MappedType<?, ?> mapped, Object value) {
        Object stored = ((Function<Object, @Nullable Object>) (Function<?, ?>) mapped.toStored()).apply(value);
        return stored == null ? compared(value) : compared(mapped.stored(), stored);
    }

    /**
     * {@return whether two values of a key are one}
     *
     * @param type their column's
     * @param one a value
     * @param other another; null is none
     */
    public static boolean same(SqlType<?> type, Object one, @Nullable Object other) {
        return other != null && compared(type, one).equals(compared(type, other));
    }

    /** Most keys are of these classes, which is soonest seen. */
    private static boolean isPlain(Object value) {
        return value instanceof Long || value instanceof String || value instanceof Integer || value instanceof UUID;
    }

    /** The same list where values stand for themselves. */
    static List<Object> compared(List<Object> values) {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (!isPlain(value) && isOther(value, compared(value))) {
                return values.stream().map(KeyValues::compared).toList();
            }
        }
        return values;
    }

    /** The values, with arrays that nobody else has: what the object's owner does to its own must not change the key. */
    static List<Object> kept(List<Object> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!isPlain(values.get(i)) && values.get(i).getClass().isArray()) {
                return values.stream().map(KeyValues::copy).toList();
            }
        }
        return List.copyOf(values);
    }

    @SuppressWarnings("ReferenceEquality") // a value that stands for itself is the same object
    private static boolean isOther(Object value, Object compared) {
        return value != compared;
    }

    private static Object copy(Object value) {
        Class<?> element = value.getClass().getComponentType();
        if (element == null) {
            return value;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(element, length);
        System.arraycopy(value, 0, copy, 0, length);
        return copy;
    }

    /** A value as messages show it. */
    static String shown(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        String inBrackets = Arrays.deepToString(new Object[] {value});
        return inBrackets.substring(1, inBrackets.length() - 1);
    }
}
