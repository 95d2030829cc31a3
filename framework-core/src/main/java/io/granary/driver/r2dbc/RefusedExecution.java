package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import java.util.concurrent.atomic.AtomicBoolean;

/** A statement that is not run, which its receiver hears when it asks for what it gives. */
final class RefusedExecution implements DriverExecution {

    private final RowReceiver receiver;
    private final DriverException failure;
    private final AtomicBoolean over = new AtomicBoolean();

    RefusedExecution(RowReceiver receiver, DriverException failure) {
        this.receiver = receiver;
        this.failure = failure;
    }

    @Override
    public void request(long chunks) {
        if (over.compareAndSet(false, true)) {
            receiver.failed(failure);
        }
    }

    @Override
    public void cancel() {
        over.set(true);
    }
}
