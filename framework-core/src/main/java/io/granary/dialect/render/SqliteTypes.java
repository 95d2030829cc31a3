package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.error.DataException;
import io.granary.error.DatabaseError;
import io.granary.type.EnumType;
import io.granary.type.NumericType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's types: it stores whole numbers, binary floating-point numbers, texts and bytes, and a column's declared type says to which of them it inclines
 * (<a href="https://sqlite.org/datatype3.html">sqlite.org</a>, "Datatypes In SQLite").
 *
 * <p>Dates and times are texts that its own functions read, always as long, so that they sort; moments are at UTC. Decimal numbers of up to fifteen digits
 * are numbers, of which that many survive; columns for longer ones, and for those of no given size, hold texts: exact, but they compare as texts. Lengths of time are
 * microseconds.
 */
public class SqliteTypes extends TypeNames {

    private static final int EXACT_DIGITS = 15;

    @Override
    protected String name(SqlType<?> type, int length) {
        return switch (type.kind()) {
            case SMALL_INTEGER -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIG_INTEGER, INTERVAL -> "BIGINT";
            case NUMERIC ->
                isExact(type) ? numeric(type, "NUMERIC", "") : numeric(type, "DECIMAL TEXT", "DECIMAL TEXT");
            case REAL -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR(" + length + ")";
            case ENUM -> "VARCHAR(" + ((EnumType<?>) type).length() + ")";
            case BYTES -> length == 0 ? "BLOB" : "BLOB(" + length + ")";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMP WITH TIME ZONE";
            case UUID -> "CHAR(36)";
            case JSON -> "JSON TEXT";
            case TEXT, UNKNOWN, ARRAY -> "TEXT";
        };
    }

    /** {@return whether the values are decimal numbers that are stored as numbers} */
    static boolean isExact(SqlType<?> type) {
        return type instanceof NumericType decimal && decimal.precision() > 0 && decimal.precision() <= EXACT_DIGITS;
    }

    /** It converts to what it stores, so a text that is said to be a date would become the number of its year. */
    @Override
    public String castName(SqlType<?> type) {
        return switch (type.kind()) {
            case SMALL_INTEGER, INTEGER, BIG_INTEGER, INTERVAL, BOOLEAN -> "INTEGER";
            case REAL, DOUBLE -> "REAL";
            case NUMERIC -> "NUMERIC";
            case BYTES -> "BLOB";
            default -> "TEXT";
        };
    }

    /** It has none, so the names are texts. */
    @Override
    protected String nativeEnum(EnumType<?> type, String typeName) {
        return "VARCHAR(" + type.length() + ")";
    }

    @Override
    protected String array(String element) {
        throw CompileException.of("SQLite has no arrays.", "Store a JSON array, or a table of elements.");
    }

    /** The rest is the driver's to store. */
    @Override
    protected Object encoded(SqlType<?> type, Object value) {
        if (value instanceof BigDecimal decimal && isExact(type)) {
            refuseLoss((NumericType) type, decimal);
        }
        return value instanceof Duration time ? (Object) Microseconds.of(time) : super.encoded(type, value);
    }

    /** Whole numbers of up to 64 bits are kept as such; digits behind the scale are no loss. */
    private static void refuseLoss(NumericType type, BigDecimal value) {
        if ((long) value.precision() - value.scale() > type.precision() + Byte.MAX_VALUE) {
            // To write out all of its zeros may take more memory, and time, than there is.
            throw lost(type, value.precision());
        }
        BigDecimal kept = value.setScale(type.scale(), RoundingMode.HALF_UP).stripTrailingZeros();
        boolean whole = kept.scale() <= 0 && kept.toBigInteger().bitLength() < Long.SIZE;
        if (kept.precision() > EXACT_DIGITS && !whole) {
            throw lost(type, kept.precision());
        }
    }

    private static DataException lost(NumericType type, int digits) {
        return new DataException(
                new DatabaseError(
                        "SQLite keeps 15 digits in a column of numeric(" + type.precision() + ", " + type.scale()
                                + "), and was given a number of " + digits
                                + "; one of more than 15 digits is a text and keeps all",
                        "22003",
                        0,
                        null,
                        null,
                        null,
                        false),
                null);
    }

    @Override
    public Class<?> driverClass(SqlType<?> type) {
        return switch (type.kind()) {
            case INTERVAL -> Long.class;
            case NUMERIC, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE, UUID -> String.class;
            default -> super.driverClass(type);
        };
    }

    @Override
    protected Object decoded(SqlType<?> type, Object value) {
        Object read = value instanceof String text ? told(type.kind(), text) : value;
        Object decoded = read == null
                ? super.decoded(type, value)
                : type.javaType().isInstance(read) ? read : super.decoded(type, read);
        return decoded instanceof BigDecimal decimal && type instanceof NumericType declared
                ? scaled(decimal, declared)
                : decoded;
    }

    /** A number forgets the zeros at its end. */
    private static BigDecimal scaled(BigDecimal decimal, NumericType declared) {
        return declared.precision() > 0 && decimal.scale() < declared.scale()
                ? decimal.setScale(declared.scale())
                : decimal;
    }

    /** What is no number or date is told as any other value that does not fit. */
    private static @Nullable Object told(SqlKind kind, String text) {
        try {
            return read(kind, text);
        } catch (NumberFormatException | DateTimeException foreign) {
            throw Decoding.refused(kind, text);
        }
    }

    private static @Nullable Object read(SqlKind kind, String text) {
        return switch (kind) {
            case NUMERIC -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text.substring(0, Math.min(text.length(), "2024-02-29".length())));
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
                text.indexOf(':') < 0
                        ? LocalDate.parse(text).atStartOfDay()
                        : LocalDateTime.parse(text.replace(' ', 'T'));
            default -> null;
        };
    }
}
