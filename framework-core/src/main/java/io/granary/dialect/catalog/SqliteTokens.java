package io.granary.dialect.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tokens of a statement that SQLite keeps (<a href="https://sqlite.org/lang_createtable.html">sqlite.org</a>, "CREATE TABLE"), without blanks and
 * comments. It has parsed the statement itself, so whatever begins also ends.
 */
record SqliteTokens(String sql, List<Token> all) {

    /**
     * A word, a quoted name or text, or one character of whatever else.
     *
     * @param text without quotes
     * @param quoted whether there were any
     * @param from where it begins
     * @param to where it ends, exclusive
     */
    record Token(String text, boolean quoted, int from, int to) {

        /** {@return whether it is a word of SQL, in whatever case, or a sign} */
        boolean is(String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }

        /** {@return the word of SQL that it may be, in capitals; a text without characters if it is quoted} */
        String word() {
            return quoted ? "" : text.toUpperCase(Locale.ROOT);
        }
    }

    private static final Token NOTHING = new Token("", true, 0, 0);

    static SqliteTokens of(String sql) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int blank = blank(sql, at);
            if (blank > at) {
                at = blank;
                continue;
            }
            Token token = token(sql, at);
            tokens.add(token);
            at = token.to();
        }
        return new SqliteTokens(sql, List.copyOf(tokens));
    }

    /** Where a blank or comment ends that may begin here. */
    private static int blank(String sql, int at) {
        if (Character.isWhitespace(sql.charAt(at))) {
            return at + 1;
        } else if (sql.startsWith("--", at)) {
            return behind(sql, "\n", at);
        }
        return sql.startsWith("/*", at) ? behind(sql, "*/", at + 2) : at;
    }

    private static int behind(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static Token token(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '[') {
            int end = behind(sql, "]", at);
            return new Token(sql.substring(at + 1, end - 1), true, at, end);
        } else if (first == '\'' || first == '"' || first == '`') {
            return quoted(sql, at, String.valueOf(first));
        }
        int end = at;
        while (end < sql.length() && isPartOfWord(sql.charAt(end))) {
            end++;
        }
        end = Math.max(end, at + 1);
        return new Token(sql.substring(at, end), false, at, end);
    }

    private static Token quoted(String sql, int at, String quote) {
        int end = behind(sql, quote, at + 1);
        while (sql.startsWith(quote, end)) {
            end = behind(sql, quote, end + 1);
        }
        return new Token(sql.substring(at + 1, end - 1).replace(quote + quote, quote), true, at, end);
    }

    /** All beyond ASCII is. */
    private static boolean isPartOfWord(char letter) {
        return letter == '_' || letter == '$' || letter > '\u007f' || Character.isLetterOrDigit(letter);
    }

    int size() {
        return all.size();
    }

    /** {@return a token; beyond the last one, one that is no word} */
    Token at(int index) {
        return index < all.size() ? all.get(index) : NOTHING;
    }

    /** {@return the place of the first one that is a word or sign, from a place on; that behind the last one if none is} */
    int find(String word, int from) {
        int at = from;
        while (at < all.size() && !at(at).is(word)) {
            at++;
        }
        return at;
    }

    /** {@return the place of the parenthesis that closes the one at a place} */
    int closing(int opening) {
        int depth = 0;
        for (int at = opening; at < all.size(); at++) {
            if (at(at).is("(")) {
                depth++;
            } else if (at(at).is(")") && --depth == 0) {
                return at;
            }
        }
        return all.size();
    }

    /** {@return the text between the parenthesis at a place and the one that closes it} */
    String within(int opening) {
        return text(opening + 1, closing(opening));
    }

    /** {@return the text from one token to before another} */
    String text(int from, int to) {
        return from < to ? sql.substring(at(from).from(), at(to - 1).to()) : "";
    }

    /** {@return the places at which the things in parentheses begin} */
    List<Integer> parts(int opening) {
        List<Integer> parts = new ArrayList<>(List.of(opening + 1));
        int closing = closing(opening);
        for (int at = opening + 1; at < closing; at++) {
            if (at(at).is("(")) {
                at = closing(at);
            } else if (at(at).is(",")) {
                parts.add(at + 1);
            }
        }
        return parts;
    }

    /** {@return the names with which the things in parentheses begin} */
    List<String> names(int opening) {
        return parts(opening).stream().map(part -> at(part).text()).toList();
    }
}
