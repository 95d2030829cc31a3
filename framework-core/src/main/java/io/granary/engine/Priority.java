package io.granary.engine;

/** The class of a request for a connection: while requests wait, a higher class is served first, and each class in order of arrival. */
public enum Priority {
    /** Served before all others: somebody is looking at the clock. */
    HIGH,
    /** What a request has that says nothing. */
    NORMAL,
    /** Served when nothing else waits: reports, clean-ups, batches. */
    LOW
}
