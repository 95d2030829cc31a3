package io.granary.engine.internal.connection;

import io.granary.driver.SqlNull;
import io.granary.engine.ParameterLogging;
import io.granary.engine.internal.compile.BoundStatement;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Parameters as they may be shown in logs and exceptions. */
final class ParameterText {

    private static final int SHOWN_VALUES = 20;
    private static final int SHOWN_LENGTH = 80;

    private ParameterText() {}

    static String of(BoundStatement statement, ParameterLogging mode) {
        List<Object[]> sets = statement.values();
        if (sets.isEmpty() || sets.get(0).length == 0 || mode == ParameterLogging.NONE) {
            return "";
        }
        Object[] first = sets.get(0);
        StringJoiner text =
                new StringJoiner(", ", "[", sets.size() == 1 ? "]" : "] and " + (sets.size() - 1) + " sets more");
        for (int index = 0; index < Math.min(first.length, SHOWN_VALUES); index++) {
            text.add(value(first[index], mode));
        }
        if (first.length > SHOWN_VALUES) {
            text.add("… " + (first.length - SHOWN_VALUES) + " more");
        }
        return text.toString();
    }

    private static String value(@Nullable Object value, ParameterLogging mode) {
        if (value == null || value instanceof SqlNull) {
            return "NULL";
        }
        String type = value.getClass().getSimpleName();
        return switch (mode) {
            case NONE -> "";
            case TYPES -> value instanceof byte[] bytes ? "byte[" + bytes.length + "]" : type + length(value);
            case FINGERPRINT -> type + "#" + Fingerprints.of(type, bytes(value));
            case VALUES -> shorten(text(value));
        };
    }

    private static String length(Object value) {
        if (value instanceof CharSequence text) {
            return "(" + text.length() + ")";
        } else if (value instanceof ByteBuffer buffer) {
            return "(" + buffer.remaining() + ")";
        }
        return value.getClass().isArray() ? "(" + Array.getLength(value) + ")" : "";
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        } else if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes are told by their number: nobody reads them. */
    private static String text(Object value) {
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return "bytes" + length(value);
        }
        try {
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (RuntimeException unreadable) {
            // A value that cannot be shown is no reason to lose a connection.
            return "?";
        }
    }

    private static String shorten(String value) {
        return value.length() <= SHOWN_LENGTH ? value : value.substring(0, SHOWN_LENGTH) + "…";
    }
}
