package io.granary.dialect.render;

import io.granary.type.EnumType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.time.Duration;

/** H2's types (its manual, "Data Types"). Lengths of time are stored as microseconds. */
public class H2Types extends TypeNames {

    @Override
    protected String name(SqlType<?> type, int length) {
        return switch (type.kind()) {
            case SMALL_INTEGER -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIG_INTEGER, INTERVAL -> "BIGINT";
            case NUMERIC -> numeric(type, "NUMERIC", "NUMERIC(38, 10)");
            case REAL -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR(" + length + ")";
            case ENUM -> "VARCHAR(" + ((EnumType<?>) type).length() + ")";
            case BYTES -> length == 0 ? "VARBINARY" : "VARBINARY(" + length + ")";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "TIMESTAMP(6)";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMP(6) WITH TIME ZONE";
            case UUID -> "UUID";
            case JSON -> "JSON";
            case TEXT, UNKNOWN, ARRAY -> "VARCHAR";
        };
    }

    @Override
    protected String nativeEnum(EnumType<?> type, String typeName) {
        return "ENUM('" + String.join("', '", type.names()) + "')";
    }

    @Override
    protected String array(String element) {
        return element + " ARRAY";
    }

    @Override
    protected Object encoded(SqlType<?> type, Object value) {
        return value instanceof Duration time ? Microseconds.of(time) : super.encoded(type, value);
    }

    @Override
    public Class<?> driverClass(SqlType<?> type) {
        return type.kind() == SqlKind.INTERVAL ? Long.class : super.driverClass(type);
    }
}
