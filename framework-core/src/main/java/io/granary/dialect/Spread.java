package io.granary.dialect;

/** What an error on one connection tells about the others to the same server. */
public enum Spread {
    /** Nothing. */
    NONE,
    /** Somebody ended this connection on purpose; the same on another one soon after, and all of them are being ended. */
    IF_REPEATED,
    /** The others are no better: what was opened to a primary does not write any more. */
    ALL
}
