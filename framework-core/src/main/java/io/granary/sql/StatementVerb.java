package io.granary.sql;

/** What a statement does, as far as Granary treats it apart. After WITH it is the main statement that counts. */
public enum StatementVerb {
    /** SELECT, VALUES or TABLE. */
    SELECT,
    /** INSERT, or MySQL's REPLACE. */
    INSERT,
    /** UPDATE. */
    UPDATE,
    /** DELETE. */
    DELETE,
    /** Anything else. */
    OTHER
}
