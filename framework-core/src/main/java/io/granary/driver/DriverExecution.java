package io.granary.driver;

/** A statement that runs: the way back from receiver to driver. Thread-safe. */
public interface DriverExecution {

    /** What to ask for when everything is wanted. */
    long ALL = Long.MAX_VALUE;

    /**
     * Asks for more chunks of rows. Demand adds up.
     *
     * @param chunks how many, at least 1; {@link #ALL} ends the counting
     */
    void request(long chunks);

    /**
     * Stops listening. The receiver gets nothing more, not even an end. The server may go on: see {@link DriverConnection#cancel()}.
     */
    void cancel();
}
