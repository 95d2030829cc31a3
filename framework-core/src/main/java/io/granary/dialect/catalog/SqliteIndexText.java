package io.granary.dialect.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a CREATE INDEX tells that SQLite's pragmas do not.
 *
 * @param terms what it orders by, without ASC, DESC and parentheses around all
 * @param condition which rows it holds; null for all
 */
record SqliteIndexText(List<String> terms, @Nullable String condition) {

    /** Copies the list. */
    SqliteIndexText {
        terms = List.copyOf(terms);
    }

    static SqliteIndexText of(String sql) {
        SqliteTokens tokens = SqliteTokens.of(sql);
        int opening = tokens.find("(", tokens.find("ON", 0));
        int closing = tokens.closing(opening);
        List<Integer> parts = tokens.parts(opening);
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            terms.add(term(tokens, parts.get(i), i + 1 < parts.size() ? parts.get(i + 1) - 1 : closing));
        }
        boolean some = tokens.at(closing + 1).is("WHERE");
        return new SqliteIndexText(terms, some ? tokens.text(closing + 2, tokens.size()) : null);
    }

    private static String term(SqliteTokens tokens, int from, int to) {
        boolean directed = tokens.at(to - 1).is("ASC") || tokens.at(to - 1).is("DESC");
        int end = directed ? to - 1 : to;
        boolean around = tokens.at(from).is("(") && tokens.closing(from) == end - 1;
        return around ? tokens.within(from) : tokens.text(from, end);
    }
}
