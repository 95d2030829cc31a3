package io.granary.engine.internal.url;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of UTF-8, strict in both directions (RFC 3986, 2.1). A plus sign stands for itself, never for a space. */
public final class PercentCode {

    private static final String UNRESERVED = "-._~";

    private PercentCode() {}

    /** Encodes everything but letters and digits of ASCII, {@code -._~} and the characters of {@code kept}. */
    public static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isPlain(character) || kept.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Decodes a part of a URL, or says that the part is malformed without quoting it. */
    public static String decode(String text, UrlPart part) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            int end = percent < 0 ? text.length() : percent;
            octets.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = end;
            if (percent >= 0) {
                octets.write(octet(text, percent, part));
                at = percent + 3;
            }
        }
        return utf8(octets.toByteArray(), part);
    }

    private static int octet(String text, int percent, UrlPart part) {
        boolean whole = percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
        if (!whole) {
            throw part.wrong(
                    "The " + part.text() + " in the URL holds a '%' that is not followed by two hexadecimal digits.",
                    "A percent sign that is meant is written %25.");
        }
        return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }

    private static String utf8(byte[] octets, UrlPart part) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw part.wrong(
                    "The percent-encoded octets of the " + part.text() + " in the URL are no UTF-8.",
                    "Encode the text as UTF-8 first, then each octet as % and two hexadecimal digits.");
        }
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || UNRESERVED.indexOf(character) >= 0;
    }
}
