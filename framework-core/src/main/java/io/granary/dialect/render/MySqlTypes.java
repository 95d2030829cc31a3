package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.error.DataException;
import io.granary.error.DatabaseError;
import io.granary.type.EnumType;
import io.granary.type.SizedType;
import io.granary.type.SqlType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The types of MySQL and MariaDB (their manuals, "Data Types"). Moments are stored at UTC without an offset, since TIMESTAMP ends in 2038 and follows the
 * session's zone; lengths of time are stored as microseconds.
 */
public class MySqlTypes extends TypeNames {

    @Override
    protected String name(SqlType<?> type, int length) {
        return switch (type.kind()) {
            case SMALL_INTEGER -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIG_INTEGER, INTERVAL -> "BIGINT";
            case NUMERIC -> numeric(type, "DECIMAL", "DECIMAL(38, 10)");
            case REAL -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOL";
            case STRING -> "VARCHAR(" + length + ")";
            case ENUM -> "VARCHAR(" + ((EnumType<?>) type).length() + ")";
            case BYTES -> length == 0 ? "LONGBLOB" : "VARBINARY(" + length + ")";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "DATETIME(6)";
            case UUID -> "CHAR(36)";
            case JSON -> "JSON";
            case TEXT, UNKNOWN, ARRAY -> "LONGTEXT";
        };
    }

    @Override
    public String castName(SqlType<?> type) {
        return switch (type.kind()) {
            case SMALL_INTEGER, INTEGER, BIG_INTEGER, INTERVAL, BOOLEAN -> "SIGNED";
            case REAL, DOUBLE -> "DOUBLE";
            case NUMERIC -> columnName(type);
            case BYTES -> "BINARY";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "DATETIME(6)";
            case JSON -> "JSON";
            case STRING -> type instanceof SizedType<?> sized ? "CHAR(" + sized.length() + ")" : "CHAR";
            default -> "CHAR";
        };
    }

    @Override
    protected String nativeEnum(EnumType<?> type, String typeName) {
        return "ENUM('" + String.join("', '", type.names()) + "')";
    }

    @Override
    protected String array(String element) {
        throw CompileException.of("MySQL and MariaDB have no arrays.", "Store a JSON array, or a table of elements.");
    }

    @Override
    protected Object encoded(SqlType<?> type, Object value) {
        if (value instanceof Duration time) {
            return Microseconds.of(time);
        } else if (value instanceof OffsetDateTime moment) {
            return atUtc(moment);
        }
        return value instanceof UUID ? value.toString() : super.encoded(type, value);
    }

    private static LocalDateTime atUtc(OffsetDateTime moment) {
        try {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } catch (DateTimeException beyond) {
            throw new DataException(
                    new DatabaseError(
                            "an OffsetDateTime is stored here as a DATETIME at UTC, of the years 0 to 9999, and was given of the year "
                                    + moment.getYear(),
                            "22008",
                            0,
                            null,
                            null,
                            null,
                            false),
                    beyond);
        }
    }

    @Override
    public Class<?> driverClass(SqlType<?> type) {
        return switch (type.kind()) {
            case INTERVAL -> Long.class;
            case TIMESTAMP_WITH_TIME_ZONE -> LocalDateTime.class;
            case UUID -> String.class;
            default -> super.driverClass(type);
        };
    }
}
