package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBufUtil;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of bytes as a text ("Array Input and Output Syntax" of PostgreSQL's documentation): elements between braces, with commas between them, quoted where they
 * hold a backslash, which is doubled then; an array that does not begin at 1 says where it does ahead of that.
 */
final class PostgresByteArrayText {

    private static final String HEX = "\\x";

    private final String text;
    private int place;

    PostgresByteArrayText(String text) {
        this.text = text;
        this.place = text.indexOf('{');
    }

    /** {@return the array; of arrays, where it has several dimensions} */
    Object read() {
        List<@Nullable Object> elements = new ArrayList<>();
        Class<?> element = byte[].class;
        place++;
        while (text.charAt(place) != '}') {
            if (text.charAt(place) == ',') {
                place++;
            } else if (text.charAt(place) == '{') {
                Object inner = read();
                element = inner.getClass();
                elements.add(inner);
            } else {
                elements.add(text.charAt(place) == '"' ? quoted() : bare());
            }
        }
        place++;
        Object array = Array.newInstance(element, elements.size());
        for (int index = 0; index < elements.size(); index++) {
            Array.set(array, index, elements.get(index));
        }
        return array;
    }

    private byte[] quoted() {
        StringBuilder element = new StringBuilder();
        place++;
        while (text.charAt(place) != '"') {
            if (text.charAt(place) == '\\') {
                place++;
            }
            element.append(text.charAt(place));
            place++;
        }
        place++;
        return bytes(element.toString());
    }

    private byte @Nullable [] bare() {
        int start = place;
        while (text.charAt(place) != ',' && text.charAt(place) != '}') {
            place++;
        }
        String element = text.substring(start, place);
        return element.equals("NULL") ? null : bytes(element);
    }

    /** Either form that {@code bytea_output} knows. */
    private static byte[] bytes(String element) {
        return element.startsWith(HEX)
                ? ByteBufUtil.decodeHexDump(element, HEX.length(), element.length() - HEX.length())
                : PostgresTextForms.unescaped(element);
    }
}
