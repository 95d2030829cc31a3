package io.granary.engine.internal.connection;

/**
 * What a connection has done so far, and does. Two alike, a while apart, are of one that did nothing in between.
 *
 * @param operations how many operations have begun
 * @param moves how often something has passed between the running statement and its user outside, or was asked for; 0 without one
 * @param running whether an operation runs
 * @param waitsOutside whether what runs waits for its user outside, who wants no rows, or has no data, at the moment
 */
public record Pulse(long operations, long moves, boolean running, boolean waitsOutside) {

    /** Of a connection that has done nothing. */
    public static final Pulse NONE = new Pulse(0, 0, false, false);

    /** {@return whether the database has nothing to do for this connection until somebody outside wants something} */
    public boolean isQuiet() {
        return !running || waitsOutside;
    }
}
