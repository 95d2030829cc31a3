package io.granary.engine.internal.pool;

import io.granary.engine.Priority;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;

/** Waiters for tests of what is plain. */
final class Wishes {

    private Wishes() {}

    static Promise<Lease> promise() {
        return new Promise<>(Runnable::run);
    }

    static Waiter waiter(Priority priority, long deadline) {
        return waiter(priority, deadline, promise());
    }

    static Waiter waiter(Priority priority, long deadline, Promise<Lease> promise) {
        return new Waiter(AcquireTerms.anonymous().with(priority), new Demand.ForLease(promise), 0, deadline);
    }

    static Waiter abandoned(Priority priority) {
        Promise<Lease> promise = promise();
        promise.cancel(false);
        return waiter(priority, 0, promise);
    }
}
