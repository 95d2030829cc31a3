package io.granary.engine.internal.compile;

/** How a driver wants parameters marked in the text. All bind by position from zero. */
public enum MarkerStyle {
    /** {@code $1}, {@code $2}: a parameter used twice is marked by the same number and bound once. */
    DOLLAR_NUMBERED,
    /** {@code ?}: a parameter used twice is bound twice. */
    QUESTION
}
