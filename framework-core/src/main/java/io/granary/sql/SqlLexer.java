package io.granary.sql;

import static java.util.Objects.requireNonNull;

/**
 * Takes the text of statements apart by the rules of one database. Thread-safe and without state.
 *
 * <p>Reads each character a constant number of times, so that the time is in proportion to the length of the text, whatever is in it.
 */
public final class SqlLexer {

    private final LexicalRules rules;

    private SqlLexer(LexicalRules rules) {
        this.rules = requireNonNull(rules, "rules");
    }

    /**
     * {@return a lexer}
     *
     * @param rules of the database
     */
    public static SqlLexer of(LexicalRules rules) {
        return new SqlLexer(rules);
    }

    /**
     * {@return the pieces of a statement with {@code :name} parameters; {@link TextClause} has the rules}
     *
     * @param sql one statement
     * @throws io.granary.error.CompileException with line and column, when a string, comment or dollar quote does not end, there are
     *     several statements or none, a driver's marker stands in it, or a NUL character does
     */
    public ParsedText parse(String sql) {
        return new SqlScan(sql, rules, false).run();
    }

    /**
     * {@return the same of a text with the driver's own markers, which is one segment: {@code :name} means nothing in it and several
     * statements are left to the database}
     *
     * @param sql what is to be sent as it stands
     * @throws io.granary.error.CompileException when a string, comment or dollar quote does not end, there is no statement,
     *     or a NUL character stands in it
     */
    public ParsedText inspect(String sql) {
        return new SqlScan(sql, rules, true).run();
    }
}
