package io.granary.dialect;

import io.granary.error.DatabaseError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an SQLSTATE's class means where a database gives it no closer meaning (ISO/IEC 9075-2, table "SQLSTATE class and subclass codes"). */
final class StandardStates {

    private static final int CLASS_LENGTH = 2;

    private static final Map<String, ErrorKind> CLASSES = Map.ofEntries(
            Map.entry("08", ErrorKind.DISCONNECTED),
            Map.entry("0A", ErrorKind.NOT_SUPPORTED),
            Map.entry("21", ErrorKind.PROGRAMMING),
            Map.entry("22", ErrorKind.DATA),
            Map.entry("23", ErrorKind.INTEGRITY),
            Map.entry("25", ErrorKind.OPERATIONAL),
            Map.entry("26", ErrorKind.PROGRAMMING),
            Map.entry("28", ErrorKind.OPERATIONAL),
            Map.entry("34", ErrorKind.PROGRAMMING),
            Map.entry("3B", ErrorKind.PROGRAMMING),
            Map.entry("3D", ErrorKind.PROGRAMMING),
            Map.entry("3F", ErrorKind.PROGRAMMING),
            Map.entry("40", ErrorKind.SERIALIZATION_FAILURE),
            Map.entry("42", ErrorKind.PROGRAMMING),
            Map.entry("44", ErrorKind.INTEGRITY),
            Map.entry("53", ErrorKind.OPERATIONAL),
            Map.entry("54", ErrorKind.PROGRAMMING),
            Map.entry("55", ErrorKind.OPERATIONAL),
            Map.entry("57", ErrorKind.OPERATIONAL),
            Map.entry("58", ErrorKind.OPERATIONAL),
            Map.entry("XX", ErrorKind.INTERNAL));

    private StandardStates() {}

    static ConnectTrouble connectTrouble(DatabaseError error) {
        String state = error.sqlState();
        if (state == null || state.length() < CLASS_LENGTH) {
            return error.errorCode() == 0 ? ConnectTrouble.UNREACHABLE : ConnectTrouble.OTHER;
        }
        return switch (state.substring(0, CLASS_LENGTH)) {
            case "08" -> ConnectTrouble.UNREACHABLE;
            case "28", "3D" -> ConnectTrouble.REFUSED;
            default -> ConnectTrouble.OTHER;
        };
    }

    static ErrorKind of(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() < CLASS_LENGTH) {
            return ErrorKind.OTHER;
        }
        return CLASSES.getOrDefault(sqlState.substring(0, CLASS_LENGTH), ErrorKind.OTHER);
    }
}
