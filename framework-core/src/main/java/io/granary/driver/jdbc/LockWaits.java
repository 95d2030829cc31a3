package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import java.sql.SQLException;

/** Of a connection: whether what runs on it is to stop, and whether it has waited for a lock. Thread-safe. */
final class LockWaits {

    private volatile boolean stopping;
    private volatile boolean waited;

    /** Something else is going to run. */
    void begin() {
        stopping = false;
        waited = false;
    }

    /** What runs is to stop. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** What runs waits for a lock. */
    void waiting() {
        waited = true;
    }

    /** {@return the failure of what ran, in the port's words} */
    DriverException words(JdbcFlavor flavor, SQLException failure) {
        return stopping ? flavor.stopped(failure) : flavor.failure(failure, waited);
    }
}
