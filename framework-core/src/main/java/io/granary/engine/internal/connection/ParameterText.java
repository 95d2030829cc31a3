package io.granary.engine.internal.connection;

import io.granary.driver.SqlNull;
import io.granary.engine.ParameterLogging;
import io.granary.engine.internal.compile.BoundStatement;
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
            case TYPES -> type;
            case FINGERPRINT -> type + "#" + Integer.toHexString(value.hashCode());
            case VALUES -> shorten(String.valueOf(value));
        };
    }

    private static String shorten(String value) {
        return value.length() <= SHOWN_LENGTH ? value : value.substring(0, SHOWN_LENGTH) + "…";
    }
}
