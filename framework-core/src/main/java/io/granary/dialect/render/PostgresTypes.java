package io.granary.dialect.render;

import io.granary.type.EnumType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;

/** PostgreSQL's types (its manual, chapter 8). */
public class PostgresTypes extends TypeNames {

    @Override
    protected String name(SqlType<?> type, int length) {
        return switch (type.kind()) {
            case SMALL_INTEGER -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIG_INTEGER -> "BIGINT";
            case NUMERIC -> numeric(type, "NUMERIC", "NUMERIC");
            case REAL -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR(" + length + ")";
            case ENUM -> "VARCHAR(" + ((EnumType<?>) type).length() + ")";
            case BYTES -> "BYTEA";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMP WITH TIME ZONE";
            case INTERVAL -> "INTERVAL";
            case UUID -> "UUID";
            case JSON -> "JSONB";
            case TEXT, UNKNOWN, ARRAY -> "TEXT";
        };
    }

    @Override
    protected String nativeEnum(EnumType<?> type, String typeName) {
        return PostgresGrammar.NAMES.quoted(typeName);
    }

    @Override
    protected String array(String element) {
        return element + "[]";
    }

    @Override
    protected Object encoded(SqlType<?> type, Object value) {
        return type.kind() == SqlKind.INTERVAL ? value.toString() : super.encoded(type, value);
    }

    @Override
    public Class<?> driverClass(SqlType<?> type) {
        return type.kind() == SqlKind.INTERVAL ? String.class : super.driverClass(type);
    }
}
