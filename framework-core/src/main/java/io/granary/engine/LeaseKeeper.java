package io.granary.engine;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a connection's handle when nobody can reach it any more: gives the lease back, and says where it was taken. Must not
 * know the handle. A second net: it works when the garbage collector does, and an actor's leases end with the actor.
 */
final class LeaseKeeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final String engine;
    private final Supplier<String> taken;
    private final CurrentLease current;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean shared;

    LeaseKeeper(String engine, Supplier<String> taken, CurrentLease current) {
        this.engine = engine;
        this.taken = taken;
        this.current = current;
    }

    /** Watches the one who is to close it. */
    Cleaner.Cleanable watch(Object handle) {
        return CLEANER.register(handle, this);
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether it was open until now. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    /** The lease is known to others, who may go on with it without the handle. */
    void share() {
        shared = true;
    }

    @Override
    public void run() {
        Lease lease = current.lease();
        if (!shared && close() && lease.status() == Lease.Status.OPEN) {
            LOG.warn(
                    "engine [{}]: a connection was dropped without close(), lease [{}], taken {}; it is given back now",
                    engine,
                    lease.number(),
                    taken.get());
            Answer<Done> nobody = Answer.unheard();
            lease.tell(new ConnectionCommand.Release(lease.number(), nobody), nobody);
        }
    }
}
