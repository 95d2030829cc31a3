package io.granary.sql;

import io.granary.error.CompileException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;

/** Says where in a statement something is wrong. Shows what stands before it only: what follows may be a password. */
final class LexicalFault {

    private static final int SHOWN = 40;

    private LexicalFault() {}

    static CompileException at(String sql, int offset, String sentence, String hint) {
        int lineStart = sql.lastIndexOf('\n', offset - 1) + 1;
        long line = 1 + sql.substring(0, offset).chars().filter(c -> c == '\n').count();
        int from = Math.max(lineStart, offset - SHOWN);
        int to = Math.min(sql.length(), offset + 1);
        String near = (from > lineStart ? "…" : "")
                + sql.substring(from, to).replaceAll("\\p{Cntrl}", " ")
                + (to < sql.length() ? "…" : "");
        return new CompileException(ErrorReport.of(ErrorCode.COMPILE, sentence)
                .with("at", "line " + line + ", column " + (offset - lineStart + 1))
                .with("near", near)
                .hint(hint));
    }

    static CompileException driverMarker(String sql, int offset, String found, String database) {
        return at(
                sql,
                offset,
                "A bare " + found + " is the marker of " + database + "'s driver; text() takes parameters by name.",
                "Write :name and give its value by name, or use executeDriverSql, which takes the driver's markers.");
    }

    static CompileException parameterName(String sql, int offset, char found) {
        return at(
                sql,
                offset,
                "The parameter's name holds '" + found + "'; it may hold the letters a to z, digits and _.",
                "Rename it, or write \\: for a colon that is none of a parameter.");
    }

    static CompileException secondStatement(String sql, int semicolon) {
        return at(
                sql,
                semicolon,
                "A second statement follows the semicolon; a text holds one statement.",
                "Execute them one at a time, in one transaction if they belong together: servers disagree on what several in one text"
                        + " answer, and PostgreSQL takes them only without parameters.");
    }
}
