package io.granary.type;

/** The kinds of types that every dialect knows how to store. */
public enum SqlKind {
    /** A whole number of 16 bits. */
    SMALL_INTEGER,
    /** A whole number of 32 bits. */
    INTEGER,
    /** A whole number of 64 bits. */
    BIG_INTEGER,
    /** A decimal number, exact. */
    NUMERIC,
    /** A binary floating-point number of 32 bits. */
    REAL,
    /** A binary floating-point number of 64 bits. */
    DOUBLE,
    /** True or false. */
    BOOLEAN,
    /** Text of a greatest length. */
    STRING,
    /** Text of any length. */
    TEXT,
    /** Bytes. */
    BYTES,
    /** A day of the calendar. */
    DATE,
    /** A time of day, in no zone. */
    TIME,
    /** A day and a time, in no zone. */
    TIMESTAMP,
    /** A moment. */
    TIMESTAMP_WITH_TIME_ZONE,
    /** A length of time. */
    INTERVAL,
    /** A universally unique identifier (RFC 9562). */
    UUID,
    /** One of a few names. */
    ENUM,
    /** A JSON document (RFC 8259). */
    JSON,
    /** Several values of one type, in order. */
    ARRAY,
    /** Whatever the database makes of it. */
    UNKNOWN;

    /** {@return whether values of it are numbers} */
    public boolean isNumeric() {
        return compareTo(DOUBLE) <= 0;
    }

    /** {@return whether values of it are whole numbers} */
    public boolean isInteger() {
        return compareTo(BIG_INTEGER) <= 0;
    }

    /** {@return whether values of it are text} */
    public boolean isText() {
        return this == STRING || this == TEXT;
    }
}
