package io.granary.engine.internal.compile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tags as a comment behind a statement, for whoever reads the server's log.
 *
 * <p>What is not a letter, a digit or one of {@code _.-:@} is percent-encoded, so that no tag can end the comment, begin a hint or
 * look like a marker.
 */
final class CommentTags {

    private static final String PLAIN = "_.-:@";

    private CommentTags() {}

    static String append(CompiledStatement statement, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return statement.sql();
        }
        String text = tags.entrySet().stream()
                .map(tag -> encode(tag.getKey()) + "=" + encode(tag.getValue()))
                .collect(Collectors.joining(","));
        return statement.sql() + (statement.endsInLineComment() ? "\n" : " ") + "/* " + text + " */";
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || PLAIN.indexOf(b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Integer.toHexString((b & 0xff) | 0x100).substring(1));
            }
        }
        return encoded.toString();
    }
}
