package io.granary.dialect;

/** How a driver wants the place of a value marked. */
public enum MarkerStyle {
    /** {@code $1}, {@code $2}: a name used twice is one value. */
    DOLLAR_NUMBERED,
    /** {@code ?}: a name used twice is two values. */
    QUESTION
}
