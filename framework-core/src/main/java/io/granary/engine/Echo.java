package io.granary.engine;

/** How much an engine writes to its log. */
public enum Echo {
    /** Warnings and errors only. */
    OFF,
    /** Each statement too, with its parameters as {@link ParameterLogging} has it. */
    STATEMENTS,
    /** Statements, and each connection that is opened, lent, returned and closed. */
    DEBUG
}
