package io.granary.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One pass over one statement. */
final class SqlScan {

    /** Longer words are no keywords. */
    private static final int LONGEST_KEYWORD = 27;

    private final String sql;
    private final LexicalRules rules;
    private final boolean raw;
    private final QuotedText quotes;
    private final StatementGrammar grammar = new StatementGrammar();
    private final SessionWords session;
    private final InListTracker lists = new InListTracker();
    private final SegmentAssembly assembly;
    private final List<Integer> endingSemicolons = new ArrayList<>();
    private int at;
    private int wordEnd = -1;
    private boolean afterDot;
    private boolean anything;
    private boolean inLineComment;

    SqlScan(String sql, LexicalRules rules, boolean raw) {
        this.sql = sql;
        this.rules = rules;
        this.raw = raw;
        this.session = new SessionWords(rules.sessionVariables());
        this.assembly = new SegmentAssembly(sql);
        this.quotes = new QuotedText(sql, assembly);
    }

    ParsedText run() {
        int nul = sql.indexOf('\0');
        if (nul >= 0) {
            throw LexicalFault.at(
                    sql, nul, "The statement holds a NUL character.", "Remove it: no database takes one in SQL.");
        }
        while (at < sql.length()) {
            step(sql.charAt(at));
        }
        if (!anything) {
            throw LexicalFault.at(
                    sql, 0, "There is no statement in the text.", "Give it one besides comments and semicolons.");
        }
        endingSemicolons.forEach(offset -> assembly.respell(offset, offset + 1, ""));
        return new ParsedText(
                raw ? List.of(new Segment.Text(sql)) : assembly.segments(),
                grammar.shape(),
                grammar.verb(),
                grammar.transactionControl(),
                session.changed(),
                inLineComment);
    }

    private void step(char c) {
        if (c <= ' ') {
            inLineComment &= c != '\n' && c != '\r';
            at++;
        } else if (Letters.startsWord(c)) {
            word();
        } else if (Letters.isDigit(c)) {
            number();
        } else if (!comment(c)) {
            inLineComment = false;
            punctuation(c);
        }
    }

    private boolean comment(char c) {
        char next = peek(1);
        if (c == '/' && next == '*') {
            at = quotes.blockComment(at, rules.nestedComments());
            inLineComment = false;
            return true;
        }
        if (!lineComment(c, next)) {
            return false;
        }
        at = quotes.lineComment(at);
        inLineComment = true;
        return true;
    }

    /** Respells what r2dbc-mysql 1.4.3 takes for something else when it looks for markers: it knows no #, and no minus twice. */
    private boolean lineComment(char c, char next) {
        if (c == '#' && rules.hashComments()) {
            assembly.respell(at, at + 1, "-- ");
            return true;
        }
        if (c == '-' && next == '-' && rules.spacedDashComments() && peek(2) > ' ') {
            assembly.respell(at + 1, at + 1, " ");
            return false;
        }
        return (c == '-' && next == '-') || (c == '/' && next == '/' && rules.slashComments());
    }

    private void punctuation(char c) {
        switch (c) {
            case '\'' -> operand(quotes.quoted(at, rules.backslashEscapes(), "string"));
            case '"' -> doubleQuoted();
            case '`' -> backtick();
            case '$' -> dollar();
            case '?' -> questionMark();
            case ':' -> colon();
            case '\\' -> backslash();
            case ';' -> semicolon();
            case '(' -> token(TokenKind.OPEN, at + 1);
            case ')' -> token(TokenKind.CLOSE, at + 1);
            case ',' -> token(TokenKind.COMMA, at + 1);
            case '.' -> token(TokenKind.DOT, at + 1);
            case '@' -> at();
            default -> token(TokenKind.SYMBOL, at + 1);
        }
    }

    private void word() {
        int start = at;
        while (at < sql.length() && Letters.continuesWord(sql.charAt(at))) {
            at++;
        }
        boolean escapePrefix = at - start == 1 && (sql.charAt(start) == 'e' || sql.charAt(start) == 'E');
        if (escapePrefix && rules.escapeStrings() && peek(0) == '\'') {
            operand(quotes.escapeString(at));
            return;
        }
        significant();
        String word = at - start <= LONGEST_KEYWORD ? sql.substring(start, at).toUpperCase(Locale.ROOT) : "";
        grammar.word(word, !afterDot);
        session.word(word);
        lists.word(word, start);
        afterDot = false;
        wordEnd = at;
    }

    private void number() {
        int end = at;
        while (end < sql.length() && Letters.continuesName(sql.charAt(end))) {
            end++;
        }
        operand(end);
        wordEnd = end;
    }

    private void doubleQuoted() {
        boolean string = rules.doubleQuotedStrings();
        operand(quotes.quoted(at, string && rules.backslashEscapes(), string ? "string" : "quoted name"));
    }

    private void backtick() {
        if (rules.backtickNames()) {
            operand(quotes.quoted(at, false, "quoted name"));
        } else {
            token(TokenKind.SYMBOL, at + 1);
        }
    }

    private void dollar() {
        int end = quotes.dollarQuoted(at, rules.dollarQuotes());
        if (end >= 0) {
            operand(end);
        } else if (rules.dollarMarkers() && Letters.isDigit(peek(1)) && rewrites() && !grammar.preparesText()) {
            throw LexicalFault.driverMarker(sql, at, "$" + peek(1), rules.database());
        } else {
            token(TokenKind.SYMBOL, at + 1);
        }
    }

    private void questionMark() {
        if (rules.questionMarkers() && rewrites()) {
            throw LexicalFault.driverMarker(sql, at, "?", rules.database());
        }
        token(TokenKind.SYMBOL, at + 1);
    }

    private void colon() {
        char next = peek(1);
        if (next == ':' || next == '=') {
            token(TokenKind.SYMBOL, at + 2);
        } else if (!rewrites() || wordEnd == at || !Letters.startsWord(next)) {
            token(TokenKind.SYMBOL, at + 1);
        } else {
            bind();
        }
    }

    private void bind() {
        int end = at + 1;
        while (end < sql.length() && Letters.continuesName(sql.charAt(end))) {
            end++;
        }
        if (end < sql.length() && Letters.continuesWord(sql.charAt(end))) {
            throw LexicalFault.parameterName(sql, at, sql.charAt(end));
        }
        significant();
        BindMark mark = new BindMark(at, end, sql.substring(at + 1, end));
        assembly.bind(mark);
        lists.bind(mark);
        afterDot = false;
        at = end;
    }

    private void backslash() {
        if (peek(1) == ':') {
            assembly.respell(at, at + 1, "");
            token(TokenKind.SYMBOL, at + 2);
        } else {
            token(TokenKind.SYMBOL, at + 1);
        }
    }

    /** {@code @@name} is a setting, and the {@code @} of {@code 'user'@'host'} no beginning of a name. */
    private void at() {
        char before = at == 0 ? ' ' : sql.charAt(at - 1);
        char next = peek(1);
        boolean begins = before != '@' && before != '\'' && before != '`' && !Letters.continuesWord(before);
        if (begins && (Letters.startsWord(next) || next == '\'' || next == '"' || next == '`')) {
            session.variable();
        }
        token(TokenKind.SYMBOL, at + 1);
    }

    private void semicolon() {
        if (grammar.atTopLevel()) {
            endingSemicolons.add(at);
            at++;
        } else {
            token(TokenKind.SYMBOL, at + 1);
        }
    }

    private void operand(int end) {
        token(TokenKind.OPERAND, end);
    }

    private void token(TokenKind kind, int end) {
        significant();
        switch (kind) {
            case OPEN -> grammar.open();
            case CLOSE -> grammar.close();
            case COMMA -> grammar.comma();
            default -> {}
        }
        session.other(kind);
        lists.other(kind, end);
        afterDot = kind == TokenKind.DOT;
        at = end;
    }

    /** Called for each token that is part of a statement: a semicolon before it was not the end. */
    private void significant() {
        anything = true;
        inLineComment = false;
        if (endingSemicolons.isEmpty()) {
            return;
        }
        if (rewrites()) {
            throw LexicalFault.secondStatement(sql, endingSemicolons.get(0));
        }
        session.nextStatement();
        endingSemicolons.clear();
    }

    /** Whether parameters and semicolons mean something: not in a driver's own text, nor in a routine's body. */
    private boolean rewrites() {
        return !raw && !grammar.compound();
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }
}
