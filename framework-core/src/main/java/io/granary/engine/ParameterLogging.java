package io.granary.engine;

/** How the values bound to a statement appear in the log. */
public enum ParameterLogging {
    /** Not at all. */
    NONE,
    /** The type of each value and, for text and bytes, its length. */
    TYPES,
    /** A keyed hash of each value: equal values can be found again and not read. The key is made anew by each process. */
    FINGERPRINT,
    /** The values themselves. They may be personal data. */
    VALUES
}
