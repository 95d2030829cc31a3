package io.granary.dialect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places where a database quotes values in its messages. Each pattern has three groups: what stands before the value, the value,
 * what stands behind it.
 *
 * <p>A value may hold anything, the words around it included: patterns are greedy and anchored where the message allows it, so that
 * too much is masked rather than too little. The first that fits decides; closer ones stand before wider ones.
 *
 * @param patterns in the order in which they are tried
 * @param tail what the end of a message begins with that quotes no value
 */
record QuotedValues(List<Pattern> patterns, Optional<String> tail) {

    /** What stands for a value. */
    static final String MASK = "***";

    /** H2 ends a message with the statement, which the exception shows anyway. */
    private static final String H2_STATEMENT = "; SQL statement:\n";

    /** What the R2DBC drivers say of a parameter they have no codec for. */
    private static final String UNENCODABLE = "(Cannot encode parameter of type \\S+ \\()(.*)(\\))";

    static final QuotedValues POSTGRESQL = of(
            Optional.empty(),
            UNENCODABLE,
            "(Key \\(.*?\\)=\\()(.*)(\\))",
            "(Failing row contains \\()(.*)(\\))",
            "(: \")(.*)(\"(?: at character \\d+)?)$",
            "(value \")(.*)(\" is out of range for type .*)$",
            "(time zone \")(.*)(\" not recognized)$");

    static final QuotedValues MYSQL = of(
            Optional.empty(),
            UNENCODABLE,
            "(Duplicate entry ')(.*)(' for key '[^']*')$",
            "([Ii]ncorrect [\\w ]+ value: ')(.*)(' for (?:column|function) .*)$",
            "([Ii]ncorrect [\\w ]+ value: ')(.*)(')$",
            "([Ii]ncorrect [\\w ]+ value: ')(.*)()$",
            "(Illegal [\\w ]+ ')(.*)(' value found)",
            "(value is out of range in ')(.*)(')$");

    static final QuotedValues H2 = of(
            Optional.of(H2_STATEMENT),
            UNENCODABLE,
            "(\\( /\\* (?:key:)?\\d+ \\*/ )(.*)(\\)\"?)$",
            "( VALUES \\()(?! /\\*)(.*)(\\)\"?)$",
            "(REFERENCES [^()]*\\([^()]*\\) \\()(.*)(\\)\"?)$",
            "(: \")('.*')( \\(\\d+\\)\")$",
            "(out of range: \")(.*)(\" in column \"[^\"]*\")$",
            "(out of range: \")(.*)(\")$",
            "(converting \")(?![A-Z ]+ to [A-Z ]+\"$)(.*)( \\([^()]*: [^()]*\\)\")$",
            "(converting \")(?![A-Z ]+ to [A-Z ]+\"$)(.*)(\")$",
            "(Cannot parse \"[A-Z ]+\" constant \")(.*)(\")$",
            "(Division by zero: \")(.*)(\")$",
            "([Hh]exadecimal string [\\w -]+: \")(.*)(\")$",
            "(Value not permitted for column \".*\": \")(.*)(\")$");

    private static QuotedValues of(Optional<String> tail, String... patterns) {
        return new QuotedValues(
                List.of(patterns).stream()
                        .map(pattern -> Pattern.compile(pattern, Pattern.DOTALL))
                        .toList(),
                tail);
    }

    /** The message with a mask for each value that it quotes. */
    String masked(String message) {
        int end = tail.map(message::lastIndexOf).orElse(-1);
        String head = end < 0 ? message : message.substring(0, end);
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(head);
            if (matcher.find()) {
                return head.substring(0, matcher.start(2)) + MASK + message.substring(matcher.end(2));
            }
        }
        return message;
    }
}
