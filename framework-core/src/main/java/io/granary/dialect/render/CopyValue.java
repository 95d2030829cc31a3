package io.granary.dialect.render;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** Writes a value in the text format of COPY: what PostgreSQL's types read, with a backslash before what would mean something. */
final class CopyValue {

    /** What is read of the moments behind all others and before them, and is written so by statements. */
    private static final Set<Object> END = Set.of(OffsetDateTime.MAX, LocalDateTime.MAX, Instant.MAX);

    private static final Set<Object> BEGINNING = Set.of(OffsetDateTime.MIN, LocalDateTime.MIN, Instant.MIN);

    /** Beyond it the server refuses moments, whose offset may lead out of all that Java has. */
    private static final int LAST_YEAR = 300_000;

    private static final int OFFSETS_END = 16 * 60 * 60;

    private CopyValue() {}

    static void write(Object value, CopyBuffer to) {
        if (value instanceof CharSequence text) {
            text(text, to);
        } else if (value instanceof Number || value instanceof UUID) {
            to.ascii(value.toString());
        } else if (value instanceof Boolean truth) {
            to.put(truth ? 't' : 'f');
        } else if (value instanceof byte[] bytes) {
            bytes(ByteBuffer.wrap(bytes), to);
        } else if (value instanceof ByteBuffer bytes) {
            bytes(bytes.duplicate(), to);
        } else if (value.getClass().isArray()) {
            StringBuilder array = new StringBuilder();
            array(value, array);
            text(array, to);
        } else {
            to.ascii(plain(value));
        }
    }

    private static void text(CharSequence text, CopyBuffer to) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.ascii("\\\\");
                case '\t' -> to.ascii("\\t");
                case '\n' -> to.ascii("\\n");
                case '\r' -> to.ascii("\\r");
                case '\0' -> throw new IllegalArgumentException("it holds the character NUL (U+0000)");
                default -> {
                    if (c < 0x80) {
                        to.put(c);
                    } else {
                        int codePoint = Character.codePointAt(text, i);
                        to.utf8(codePoint);
                        i += Character.charCount(codePoint) - 1;
                    }
                }
            }
        }
    }

    private static void bytes(ByteBuffer bytes, CopyBuffer to) {
        to.ascii("\\\\x");
        while (bytes.hasRemaining()) {
            to.hex(bytes.get());
        }
    }

    /** As its manual has it under "Array Input and Output Syntax". */
    private static void array(Object array, StringBuilder to) {
        to.append('{');
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                to.append(',');
            }
            Object element = Array.get(array, i);
            if (element == null) {
                to.append("NULL");
            } else if (element.getClass().isArray() && !(element instanceof byte[])) {
                array(element, to);
            } else {
                quoted(plain(element), to);
            }
        }
        to.append('}');
    }

    private static void quoted(String element, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\');
            }
            to.append(c);
        }
        to.append('"');
    }

    private static String plain(Object value) {
        if (END.contains(value)) {
            return "infinity";
        } else if (BEGINNING.contains(value)) {
            return "-infinity";
        } else if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof UUID
                || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof LocalDate day) {
            return date(day) + era(day);
        } else if (value instanceof LocalDateTime time) {
            return date(time.toLocalDate()) + " " + plain(time.toLocalTime()) + era(time.toLocalDate());
        } else if (value instanceof OffsetDateTime moment) {
            OffsetDateTime taken = atOffset(moment);
            return date(taken.toLocalDate()) + " " + plain(taken.toOffsetTime()) + era(taken.toLocalDate());
        } else if (value instanceof Instant moment) {
            return plain(moment.atOffset(ZoneOffset.UTC));
        } else if (value instanceof ZonedDateTime moment) {
            return plain(moment.toOffsetDateTime());
        } else if (value instanceof LocalTime time) {
            // What is finer the server would round, the end of a day to 24:00.
            return time.truncatedTo(ChronoUnit.MICROS).toString();
        } else if (value instanceof OffsetTime time) {
            return time.truncatedTo(ChronoUnit.MICROS).toString();
        } else if (value instanceof Character) {
            return value.toString();
        } else if (value instanceof byte[] bytes) {
            StringBuilder hex = new StringBuilder("\\x");
            for (byte each : bytes) {
                hex.append(Character.forDigit((each >> 4) & 0xF, 16)).append(Character.forDigit(each & 0xF, 16));
            }
            return hex.toString();
        }
        throw new IllegalArgumentException(
                "there is no text for a " + value.getClass().getName());
    }

    /** The server takes no offset of 16 hours and more, as Java has them. */
    private static OffsetDateTime atOffset(OffsetDateTime moment) {
        return Math.abs(moment.getOffset().getTotalSeconds()) < OFFSETS_END || Math.abs(moment.getYear()) > LAST_YEAR
                ? moment
                : moment.toInstant().atOffset(ZoneOffset.UTC);
    }

    /** Java counts a year 0 and writes a plus before those of five digits; PostgreSQL does neither. */
    private static String date(LocalDate day) {
        int year = day.getYear();
        if (year >= 1 && year <= 9999) {
            return day.toString();
        }
        String text = day.toString();
        String digits = Integer.toString(year >= 1 ? year : 1 - year);
        return "0".repeat(Math.max(0, 4 - digits.length()))
                + digits
                + text.substring(text.length() - "-MM-dd".length());
    }

    private static String era(LocalDate day) {
        return day.getYear() >= 1 ? "" : " BC";
    }
}
