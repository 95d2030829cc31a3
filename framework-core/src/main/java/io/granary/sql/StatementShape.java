package io.granary.sql;

/** What a statement is expected to answer with, judged by its keywords. */
public enum StatementShape {
    /** Rows, possibly none. */
    ROWS,
    /** A count of rows, zero for a statement that touches none. */
    COUNT,
    /** Either: only the database knows, as with a procedure call. */
    UNKNOWN
}
