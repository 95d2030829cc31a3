package io.granary.engine;

import io.granary.error.ArgumentException;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives a value as another type where nothing is lost, and says why not where something would be. */
final class Conversion {

    private static final int UUID_LENGTH = 36;

    private Conversion() {}

    /** The value as that type, null for null; see {@link Row#get(int, Class)} for what becomes what. */
    static <T> @Nullable T of(@Nullable Object value, Class<T> type, RowKeys keys, int position) {
        if (value == null) {
            return null;
        }
        Object converted = attempt(value, boxed(type));
        if (converted == null) {
            throw refusal(keys.label(position), value, type);
        }
        @SuppressWarnings("unchecked") // attempt gives an instance of the box, and a Class<T> of a primitive boxes to T
        T typed = (T) converted;
        return typed;
    }

    /** The value as that type, which is no primitive, or null where that is impossible. */
    static @Nullable Object attempt(Object value, Class<?> type) {
        if (value instanceof ByteBuffer buffer && type.isAssignableFrom(ByteBuffer.class)) {
            return buffer.asReadOnlyBuffer(); // else one reader would move the position for all
        }
        if (type.isInstance(value)) {
            return value;
        }
        if (value instanceof Number number) {
            return type == Boolean.class ? truth(number) : NumberConversion.attempt(number, type);
        }
        if (value instanceof CharSequence text) {
            return fromText(text.toString(), type);
        }
        if (value instanceof Temporal time) {
            return TimeConversion.attempt(time, type);
        }
        if (type == String.class) {
            return toText(value);
        }
        if (value instanceof byte[] bytes && type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
        return value instanceof ByteBuffer buffer && type == byte[].class ? bytes(buffer) : null;
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    private static @Nullable Boolean truth(Number number) {
        Object whole = NumberConversion.attempt(number, Long.class);
        if (Long.valueOf(1).equals(whole)) {
            return true;
        }
        return Long.valueOf(0).equals(whole) ? false : null;
    }

    private static @Nullable Object fromText(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == Character.class) {
            return text.length() == 1 ? text.charAt(0) : null;
        }
        if (type == UUID.class) {
            return uuid(text);
        }
        Object[] constants = type.getEnumConstants();
        return constants == null
                ? null
                : Arrays.stream(constants)
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            // fromString also reads shortened groups, which would not come back as they were written
            return text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static @Nullable String toText(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof UUID || value instanceof Character ? value.toString() : null;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Why a value cannot be given as a type. Text and bytes are not shown, since they may be a secret. */
    static ArgumentException refusal(String place, Object value, Class<?> type) {
        return ArgumentException.of(
                place + " holds a value of type " + value.getClass().getSimpleName() + described(value)
                        + ", which cannot become " + type.getSimpleName() + " without loss or guess.",
                advice(value, boxed(type)));
    }

    private static String described(Object value) {
        if (value instanceof CharSequence text) {
            return " of " + text.length() + " characters";
        }
        if (value instanceof byte[] bytes) {
            return " of " + bytes.length + " bytes";
        }
        return value instanceof Number || value instanceof Temporal || value instanceof Boolean
                ? " (" + value + ")"
                : "";
    }

    private static String advice(Object value, Class<?> type) {
        if (type.isEnum()) {
            return "the text must be exactly one of the constants "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "a UUID in text has 36 characters, such as 123e4567-e89b-12d3-a456-426614174000";
        }
        if (type == Boolean.class && value instanceof Number) {
            return "only 0 and 1 are truth values; ask for a number and compare it";
        }
        if (value instanceof Number && Number.class.isAssignableFrom(type)) {
            return "ask for a type that holds every value of the column, such as Long or BigDecimal";
        }
        if (value instanceof Temporal && Temporal.class.isAssignableFrom(type)) {
            return "ask for " + value.getClass().getSimpleName()
                    + " and apply the zone or cut the part you mean yourself";
        }
        return "ask for " + value.getClass().getSimpleName() + ", or take the value as it is with get(column)"
                + (type == String.class ? " and format it yourself" : "");
    }

    /** A value as {@link Row#toString()} shows it. */
    static String shown(@Nullable Object value) {
        return value instanceof byte[] bytes ? "byte[" + bytes.length + "]" : String.valueOf(value);
    }
}
