package io.granary.dialect.render;

/** What a statement is written for. */
public enum Execution {
    /** To be looked at. */
    SHOWN,
    /** One set of parameters: an INSERT may tell the key of its row. */
    ONE_SET,
    /** Several sets of parameters: an INSERT may be written for many rows. */
    SEVERAL_SETS
}
