package io.granary.testkit.junit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.testkit.ForwardingConnection;
import io.granary.testkit.ForwardingDriver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands before the driver of a test's engine, and gives it the one connection. */
final class RollbackDriver extends ForwardingDriver {

    private final Driver real;
    private final OneTransaction transaction;
    private final Faults faults;
    private final AtomicReference<@Nullable SavepointConnection> given = new AtomicReference<>();

    RollbackDriver(Driver real, OneTransaction transaction, Faults faults) {
        super(real, UnaryOperator.identity());
        this.real = real;
        this.transaction = transaction;
        this.faults = faults;
    }

    /** The one connection; one of its own for who wants another while that is in use: to stop a statement on it from aside. */
    @Override
    public CompletionStage<DriverConnection> open() {
        SavepointConnection known = given.get();
        if (known != null && known.isKept()) {
            return real.open().thenApply(ForwardingConnection::new);
        }
        // An engine that gives a connection up does not wait for its end, but two must not work on the one connection.
        CompletionStage<Void> free = known == null ? CompletableFuture.completedFuture(null) : known.left();
        return free.thenCompose(left -> transaction.physical(real)).thenApply(physical -> {
            SavepointConnection next = new SavepointConnection(physical, transaction, faults);
            given.set(next);
            return next;
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return transaction.isOf(real) ? CompletableFuture.completedFuture(null) : super.close();
    }
}
