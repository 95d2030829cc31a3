package io.granary.sql;

/** What the lexer tells apart among tokens that are neither white space nor comments. */
enum TokenKind {
    WORD,
    OPEN,
    CLOSE,
    COMMA,
    DOT,
    /** A string, a quoted name or a number. */
    OPERAND,
    BIND,
    /** One character of an operator or anything else. */
    SYMBOL,
    SEMICOLON
}
