package io.granary.driver.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which channels lead from the connections of one driver, to cut those whose close does not end: a driver asks the server before it closes, and r2dbc-pool has
 * a transaction rolled back first, which a link that leads nowhere never answers. Thread-safe.
 */
final class OpenLinks {

    private final Map<Connection, OpeningChannels> links = new ConcurrentHashMap<>();

    /** Keeps the channels of a connection until they are closed. */
    void opened(Connection connection, OpeningChannels channels) {
        links.put(connection, channels);
        channels.whenClosed(() -> links.remove(connection, channels));
    }

    /**
     * Closes the channels of a connection, if it has any that are open.
     *
     * @param connection as it was opened, or as a pool wrapped it
     */
    void cut(Connection connection) {
        OpeningChannels channels = links.get(innermost(connection));
        if (channels != null) {
            channels.close();
        }
    }

    /** {@return how many connections have channels that are not closed} */
    int size() {
        return links.size();
    }

    private static Connection innermost(Connection connection) {
        return connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner
                ? innermost(inner)
                : connection;
    }
}
