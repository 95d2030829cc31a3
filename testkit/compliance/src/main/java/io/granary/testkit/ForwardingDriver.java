package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A driver before another one: passes everything on, and has something of a test's before each connection, as {@link ForwardingConnection} is.
 * As thread-safe as that other one.
 */
public class ForwardingDriver implements Driver {

    private final Driver real;
    private final UnaryOperator<DriverConnection> around;

    /**
     * A driver before another one.
     *
     * @param real the other one, which is closed with this
     * @param around gets a connection that was opened and gives the one that is used
     */
    public ForwardingDriver(Driver real, UnaryOperator<DriverConnection> around) {
        this.real = real;
        this.around = around;
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        return real.open().thenApply(around);
    }

    @Override
    public boolean blocking() {
        return real.blocking();
    }

    @Override
    public void afterwards(Runnable task) {
        real.afterwards(task);
    }

    @Override
    public boolean lend(Runnable callbacks) {
        return real.lend(callbacks);
    }

    @Override
    public void relieve(Thread lent) {
        real.relieve(lent);
    }

    @Override
    public CompletionStage<Void> close() {
        return real.close();
    }
}
