package io.granary.dialect.render;

/** Whether an upsert of many rows can be one statement. */
public enum UpsertPages {
    /** Yes: rows are looked at one after another, so what one of them does is seen by those behind it. */
    OF_ANY_ROWS,
    /** Yes, of rows that do not clash with one another. */
    OF_DISTINCT_KEYS,
    /** No: each row takes a statement of its own. */
    NONE
}
