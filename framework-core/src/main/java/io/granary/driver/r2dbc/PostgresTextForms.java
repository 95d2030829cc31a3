package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts whose form a setting of the session decides, of which the driver's codecs know one each: {@code bytea_output}, {@code intervalstyle}. */
final class PostgresTextForms {

    private static final int OCTAL_DIGITS = 3;
    private static final int OCTAL = 8;

    private PostgresTextForms() {}

    /** {@return whether the text form of a type is one of those} */
    static boolean areSettings(int type) {
        return type == PostgresqlObjectId.BYTEA.getObjectId() || type == PostgresqlObjectId.INTERVAL.getObjectId();
    }

    /**
     * {@return how such texts are read}
     *
     * @param usual the codec for the usual form
     */
    static PostgresColumn of(int type, PostgresColumn usual) {
        return type == PostgresqlObjectId.BYTEA.getObjectId()
                ? value -> bytes(value, usual)
                : value -> interval(value, usual);
    }

    private static @Nullable Object bytes(ByteBuf value, PostgresColumn usual) {
        String text = value.toString(StandardCharsets.ISO_8859_1);
        return text.startsWith("\\x") ? usual.read(value) : Values.plain(ByteBuffer.wrap(unescaped(text)));
    }

    /** The form "escape" (PostgreSQL's documentation, "Binary Data Types"): a backslash is doubled, and what is no character is three octal digits behind one. */
    static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int place = 0; place < text.length(); place++) {
            char next = text.charAt(place);
            if (next != '\\') {
                bytes.write(next);
            } else if (text.charAt(place + 1) == '\\') {
                bytes.write(next);
                place++;
            } else {
                bytes.write(Integer.parseInt(text.substring(place + 1, place + 1 + OCTAL_DIGITS), OCTAL));
                place += OCTAL_DIGITS;
            }
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object interval(ByteBuf value, PostgresColumn usual) {
        String text = value.toString(StandardCharsets.US_ASCII);
        if (isOtherStyle(text)) {
            throw new DriverException(
                    DriverException.Origin.REPORTED,
                    "the server writes intervals as '" + text
                            + "', which is not read; set intervalstyle to 'postgres' for the role or the database",
                    "22007",
                    0,
                    null,
                    null);
        }
        return usual.read(value);
    }

    /** ISO 8601 begins with a P; the style of the standard has no words, and more in it than a time. */
    private static boolean isOtherStyle(String text) {
        boolean words = text.chars().anyMatch(Character::isLetter);
        return text.startsWith("P") || (!words && (text.indexOf(' ') >= 0 || text.indexOf('-', 1) > 0));
    }
}
