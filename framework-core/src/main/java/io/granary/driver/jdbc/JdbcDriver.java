package io.granary.driver.jdbc;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverSettings;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The driver port over JDBC: each connection on a thread of its own, which ends with it, so that nobody else is ever blocked.
 *
 * <p>Today it knows SQLite, by {@code org.xerial:sqlite-jdbc}.
 */
public final class JdbcDriver implements Driver {

    private final DriverSettings settings;
    private final JdbcFlavor flavor;
    private final AtomicLong opened = new AtomicLong();
    private volatile boolean closed;

    private JdbcDriver(DriverSettings settings, JdbcFlavor flavor) {
        this.settings = settings;
        this.flavor = flavor;
    }

    /**
     * {@return a driver; opens nothing yet}
     *
     * @param settings where the database is
     * @throws IllegalArgumentException if there is no JDBC driver for the dialect
     * @throws DriverException if an option is not what it can be
     */
    public static JdbcDriver of(DriverSettings settings) {
        JdbcFlavor flavor = JdbcFlavor.of(settings.dialect());
        flavor.check(settings);
        return new JdbcDriver(settings, flavor);
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        if (closed) {
            return CompletableFuture.failedFuture(DriverException.fault("the driver is closed", null));
        }
        ConnectionThread thread =
                new ConnectionThread("granary-" + settings.dialect() + "-" + opened.incrementAndGet());
        CompletionStage<DriverConnection> connection = thread.call(
                () -> JdbcDriverConnection.open(settings, flavor, thread),
                failure -> failure instanceof SQLException reported
                        ? flavor.failure(reported, true)
                        : DriverException.fault(
                                "the connection could not be opened: " + failure.getMessage(), failure));
        return connection.whenComplete((unused, failure) -> {
            if (failure != null) {
                thread.end();
            }
        });
    }

    /** Each call runs on its connection's thread. */
    @Override
    public boolean blocking() {
        return false;
    }

    /** The thread of a connection is lent: SQLite is a library, and waking another thread would take longer than most of its statements. */
    @Override
    public boolean lend(Runnable callbacks) {
        ConnectionWorker worker = ConnectionWorker.current();
        if (worker != null) {
            worker.lend(callbacks);
        }
        return worker != null;
    }

    @Override
    public void relieve(Thread lent) {
        if (lent instanceof ConnectionWorker worker) {
            worker.relieve();
        }
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        return CompletableFuture.completedFuture(null);
    }
}
