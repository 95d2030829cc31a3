package io.granary.testkit.random;

import java.util.List;

/** Texts that would do harm wherever they were taken for SQL. */
final class Scraps {

    /** What ends, begins or hides something in the SQL of one database or another, or for its driver. */
    static final List<String> HARMFUL = List.of(
            "'", "''", "\"", "\"\"", "`", "``", "\\", "\\'", "\\\"", ";", "--", "-- ", "#", "//", "/*", "*/", "/*!",
            "$$", "$1", "$tag$", "?", "??", ":name", ":1", "::int", "\\:x", "@x", "@@x", "%", "%s", "%(one)s", "_",
            "/%", "{0}", "[1]", "(", ")", ",", ".", "a.b", "E'\\n'", "x'41'", "N'x'", "&", "|", "=", "!", "~", "^", "+",
            "-", "*", "/", "<", ">");

    /** What is no letter, or one of many bytes. */
    static final List<String> ODD = List.of(
            " ", "\t", "\n", "\r\n", "\u0001", "\u001f", "\u007f", "\u00a0", "\u200b", "\u202e", "\ufeff", "\ufffd",
            "é", "ß", "İ", "漢字", "٣", "e\u0301");

    /** Beyond the first 65536. */
    static final List<String> SUPPLEMENTARY = List.of("\uD83D\uDE00", "\uD834\uDD1E", "\uDBFF\uDFFD");

    static final List<String> WORDS = List.of(
            "select",
            "ORDER",
            "user",
            "Null",
            "from",
            "table",
            "key",
            "x",
            "Y",
            "z1",
            "drop table items",
            "or 1=1",
            "union",
            "as");

    private static final List<String> WILDCARDS = List.of("%", "_", "/", "\\", "a", "b", "'", "\uD83D\uDE00");

    private Scraps() {}

    /** Some of them one behind the other. */
    static String joined(Dice dice, boolean supplementary) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + dice.below(6); i > 0; i--) {
            text.append(
                    switch (dice.below(8)) {
                        case 0, 1, 2, 3 -> dice.oneOf(HARMFUL);
                        case 4, 5 -> dice.oneOf(WORDS);
                        case 6 -> dice.oneOf(ODD);
                        default -> supplementary ? dice.oneOf(SUPPLEMENTARY) : letter(dice);
                    });
        }
        return text.toString();
    }

    /** What a pattern is made of, up to so many characters. */
    static String wildcards(Dice dice, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + dice.below(most); i > 0; i--) {
            text.append(dice.oneOf(WILDCARDS));
        }
        return text.toString();
    }

    /** Any letter or sign of the first 65536. */
    private static String letter(Dice dice) {
        char letter = (char) (1 + dice.below(0xFFFD));
        return Character.isSurrogate(letter) ? "s" : String.valueOf(letter);
    }
}
