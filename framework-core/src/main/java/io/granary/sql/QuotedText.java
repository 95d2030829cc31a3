package io.granary.sql;

import io.granary.error.CompileException;

/**
 * Finds the end of strings, quoted names, dollar quotes and comments. Each method takes the offset of the first character and
 * returns the one behind the last; text that ends before does fails with {@link CompileException}. Each looks at a character once.
 */
final class QuotedText {

    private final String sql;
    private final SegmentAssembly assembly;

    QuotedText(String sql, SegmentAssembly assembly) {
        this.sql = sql;
        this.assembly = assembly;
    }

    /**
     * A string or a name between two of the same quote; doubled, the quote is part of it. A quote behind a backslash is respelled as two
     * quotes, which is the same to the database: r2dbc-mysql 1.4.3 and r2dbc-postgresql 1.1.3 look for markers by themselves, know no
     * backslash, and would take the rest of the string for SQL.
     */
    int quoted(int start, boolean backslashes, String what) {
        char quote = sql.charAt(start);
        int at = start + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && backslashes) {
                if (charAt(at + 1) == quote) {
                    assembly.respell(at, at + 1, String.valueOf(quote));
                }
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw unterminated(start, what, String.valueOf(quote));
    }

    /** PostgreSQL's {@code E'…'}, from the quote. After a line break a next {@code '…'} continues it, by the same rules. */
    int escapeString(int start) {
        int end = quoted(start, true, "string");
        int next = continuation(end);
        while (next >= 0) {
            end = quoted(next, true, "string");
            next = continuation(end);
        }
        return end;
    }

    private int continuation(int from) {
        boolean lineBroken = false;
        int at = from;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                return lineBroken ? at : -1;
            } else if (c == '-' && charAt(at + 1) == '-') {
                at = lineComment(at);
            } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
                lineBroken |= c == '\n' || c == '\r';
                at++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    /** {@code $$…$$}, and {@code $tag$…$tag$} where there are tags; -1 when the dollar begins neither. */
    int dollarQuoted(int start, LexicalRules.DollarQuotes kind) {
        if (kind == LexicalRules.DollarQuotes.NONE) {
            return -1;
        }
        int at = start + 1;
        if (kind == LexicalRules.DollarQuotes.TAGGED && Letters.startsWord(charAt(at))) {
            while (Letters.continuesWord(charAt(at)) && charAt(at) != '$') {
                at++;
            }
        }
        if (charAt(at) != '$') {
            return -1;
        }
        String delimiter = sql.substring(start, at + 1);
        int close = sql.indexOf(delimiter, at + 1);
        if (close < 0) {
            throw unterminated(start, "dollar-quoted string", delimiter);
        }
        return close + delimiter.length();
    }

    /** Up to, not including, the line break. */
    int lineComment(int start) {
        for (int at = start; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\n' || c == '\r') {
                return at;
            }
        }
        return sql.length();
    }

    int blockComment(int start, boolean nested) {
        int depth = 1;
        int at = start + 2;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '*' && charAt(at + 1) == '/') {
                at += 2;
                depth--;
                if (depth == 0) {
                    return at;
                }
            } else if (nested && c == '/' && charAt(at + 1) == '*') {
                at += 2;
                depth++;
            } else {
                at++;
            }
        }
        throw unterminated(start, "comment", "*/");
    }

    private char charAt(int offset) {
        return offset < sql.length() ? sql.charAt(offset) : '\0';
    }

    private CompileException unterminated(int start, String what, String closing) {
        return LexicalFault.at(
                sql,
                start,
                "The " + what + " that begins here does not end.",
                "Close it with " + closing + ", or pass the value as a :name parameter.");
    }
}
