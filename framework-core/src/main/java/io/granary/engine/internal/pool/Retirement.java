package io.granary.engine.internal.pool;

import io.granary.engine.PoolListener;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.connection.ConnectionSetup;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections leave the pool: told to, or by giving themselves up. Belongs to the supervisor. */
final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final Omens omens = new Omens();

    Retirement(ConnectionSetup setup, PoolBooks books) {
        this.setup = setup;
        this.books = books;
    }

    /** Closes an idle connection. */
    void retire(Slot slot) {
        books.leaves(slot, false);
        tell(slot, PoolListener.Event.CLOSED);
        slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
    }

    /** Closes an idle connection that is too old or of an earlier generation. */
    void retireStale(Slot slot) {
        if (slot.generation() == books.generation()) {
            books.countRecycled();
        }
        retire(slot);
    }

    /** Closes every idle connection that is too old or of an earlier generation. */
    void retireAllStale(long now) {
        books.takeStale(now).forEach(this::retireStale);
    }

    /** Closes idle connections that are too old; where that leaves fewer than there should be, their replacements come first. */
    void retireAged(int minIdle, long now) {
        for (Slot slot : books.lendable()) {
            boolean room = books.taken() < books.shape().keeps();
            if (books.isStale(slot, now) && (books.idleCount() > minIdle || !room)) {
                retireStale(slot);
            }
        }
    }

    /** Closes idle connections that nobody needed for so long, down to so many. */
    void retireUnneeded(Duration longest, int minIdle, long now) {
        for (Slot slot : books.lendable()) {
            if (books.idleCount() > minIdle && now - slot.idleSince() > longest.toNanos()) {
                retire(slot);
            }
        }
    }

    /** Closes whatever is idle now, and the rest when it comes back. */
    void retireEverything(long now) {
        books.nextGeneration();
        retireAllStale(now);
        for (Slot slot : books.all()) {
            slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
        }
    }

    /** Overflow lives as long as somebody needs it: closes what is more than the pool keeps. */
    void retireOverflow() {
        while (books.hasMoreIdleThanItKeeps()) {
            Slot last = books.lastReturned();
            if (last == null) {
                return;
            }
            retire(last);
        }
    }

    /** A connection gave itself up. */
    void givenUp(Slot slot, Reason reason, long now) {
        books.leaves(slot, reason == Reason.DETACHED);
        switch (reason) {
            case DISCONNECTED -> {
                lost(slot);
                replaceItsAge(slot, now);
            }
            case KILLED -> {
                lost(slot);
                if (omens.killed(now)) {
                    replaceItsAge(slot, now);
                }
            }
            case INVALIDATED -> lost(slot);
            case RETIRED -> tell(slot, PoolListener.Event.CLOSED);
            case DETACHED -> tell(slot, PoolListener.Event.DETACHED);
        }
    }

    /** The server of a connection refuses to write: those opened to it go as soon as they are idle, for the address may lead elsewhere by now. */
    void serverChanged(Slot slot, long now) {
        if (slot.generation() == books.generation() && omens.serverChanged(now)) {
            LOG.warn(
                    "pool [{}]: the server of connection [{}] takes no writes any more; those of its age are replaced",
                    setup.engine(),
                    slot.id());
            replaceItsAge(slot, now);
        }
    }

    /** Others of its age have most likely met with the same: better to open anew than to fail one user for each. */
    private void replaceItsAge(Slot slot, long now) {
        if (slot.generation() == books.generation()) {
            books.nextGeneration();
        }
        retireAllStale(now);
    }

    private void lost(Slot slot) {
        books.countInvalidated();
        tell(slot, PoolListener.Event.INVALIDATED);
    }

    private void tell(Slot slot, PoolListener.Event event) {
        setup.listeners().pool(setup.engine(), slot.id(), event);
    }
}
