package io.granary.driver;

import java.util.concurrent.CompletionStage;

/**
 * Opens connections to one database. The door of the driver port.
 *
 * <p>Thread-safe. What a driver fails with is always a {@link DriverException}. Whether its calls may block the calling thread is
 * told by {@link #blocking()}; nothing else about threads is promised, so callers must take any signal on any thread.
 */
public interface Driver extends DriverThreads {

    /**
     * Opens a connection, handshake and authentication included.
     *
     * <p>Never cancelled by its caller: one that stops waiting still receives the connection later and closes it. No time limit of
     * its own is promised.
     *
     * @return completes with an open connection
     */
    CompletionStage<DriverConnection> open();

    /**
     * {@return whether calls do their I/O on the calling thread, so that they belong on a dispatcher for blocking work}
     */
    boolean blocking();

    /**
     * Gives up what the driver itself holds. Connections still open are not waited for.
     *
     * @return completes when nothing of the driver is left
     */
    CompletionStage<Void> close();
}
