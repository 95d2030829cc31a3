package io.granary.sql;

/**
 * How a database cuts text into tokens, as far as it decides where a {@code :name} is a parameter.
 *
 * <p>Sources: PostgreSQL's chapter "Lexical Structure", MySQL's "Language Structure", and H2's grammar pages, with what they leave
 * open tried on PostgreSQL 18, MariaDB 11.4 and H2 2.4.
 *
 * @param database what messages call it
 * @param backslashEscapes whether a backslash hides the character behind it in ordinary strings
 * @param escapeStrings whether {@code E'…'} is a string with backslash escapes
 * @param doubleQuotedStrings whether {@code "…"} is a string, not a name, so that {@code backslashEscapes} applies to it
 * @param backtickNames whether a backtick quotes a name
 * @param dollarQuotes which strings between dollar signs there are
 * @param nestedComments whether block comments nest
 * @param hashComments whether {@code #} starts a comment up to the end of the line
 * @param slashComments whether {@code //} does
 * @param spacedDashComments whether {@code --} is a comment only before white space, and otherwise minus twice
 * @param questionMarkers whether the driver takes {@code ?} for a marker
 * @param dollarMarkers whether the driver takes {@code $1} for a marker
 * @param sessionVariables whether {@code @name} is a variable of the session
 */
public record LexicalRules(
        String database,
        boolean backslashEscapes,
        boolean escapeStrings,
        boolean doubleQuotedStrings,
        boolean backtickNames,
        DollarQuotes dollarQuotes,
        boolean nestedComments,
        boolean hashComments,
        boolean slashComments,
        boolean spacedDashComments,
        boolean questionMarkers,
        boolean dollarMarkers,
        boolean sessionVariables) {

    /** Strings between dollar signs. */
    public enum DollarQuotes {
        /** There are none. */
        NONE,
        /** {@code $$…$$} only. */
        UNTAGGED,
        /** {@code $$…$$} and {@code $tag$…$tag$}. */
        TAGGED
    }

    /** {@return PostgreSQL with {@code standard_conforming_strings} on, its default} */
    public static LexicalRules postgresql() {
        return new LexicalRules(
                "PostgreSQL",
                false,
                true,
                false,
                false,
                DollarQuotes.TAGGED,
                true,
                false,
                false,
                false,
                false,
                true,
                false);
    }

    /** {@return MySQL and MariaDB in their default SQL mode} */
    public static LexicalRules mysql() {
        return new LexicalRules(
                "MySQL", true, false, true, true, DollarQuotes.NONE, false, true, false, true, true, false, true);
    }

    /** {@return SQLite; names in brackets are not known} */
    public static LexicalRules sqlite() {
        return new LexicalRules(
                "SQLite", false, false, false, true, DollarQuotes.NONE, false, false, false, false, true, true, true);
    }

    /** {@return H2 in its regular mode} */
    public static LexicalRules h2() {
        return new LexicalRules(
                "H2", false, false, false, true, DollarQuotes.UNTAGGED, true, false, true, false, true, true, true);
    }

    /**
     * {@return these rules for a session in which backslashes do or do not escape}: MySQL's mode {@code NO_BACKSLASH_ESCAPES}, PostgreSQL's
     * {@code standard_conforming_strings = off}.
     *
     * @param escapes whether a backslash hides the character behind it in ordinary strings
     */
    public LexicalRules withBackslashEscapes(boolean escapes) {
        return new LexicalRules(
                database,
                escapes,
                escapeStrings,
                doubleQuotedStrings,
                backtickNames,
                dollarQuotes,
                nestedComments,
                hashComments,
                slashComments,
                spacedDashComments,
                questionMarkers,
                dollarMarkers,
                sessionVariables);
    }

    /**
     * {@return these rules for a session in which double quotes make strings or names}: MySQL's mode {@code ANSI_QUOTES} makes names.
     *
     * @param strings whether {@code "…"} is a string
     */
    public LexicalRules withDoubleQuotedStrings(boolean strings) {
        return new LexicalRules(
                database,
                backslashEscapes,
                escapeStrings,
                strings,
                backtickNames,
                dollarQuotes,
                nestedComments,
                hashComments,
                slashComments,
                spacedDashComments,
                questionMarkers,
                dollarMarkers,
                sessionVariables);
    }
}
