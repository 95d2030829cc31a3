package io.granary.engine.internal.pool;

import io.granary.engine.PoolListener;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.engine.internal.connection.ConnectionSetup;

/** How connections leave the pool: told to, or by giving themselves up. Belongs to the supervisor. */
final class Retirement {

    private final ConnectionSetup setup;
    private final PoolBooks books;

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
                if (slot.generation() == books.generation()) {
                    // Others of its age have most likely lost their link too: better to open anew than to fail one user
                    // for each.
                    books.nextGeneration();
                }
                retireAllStale(now);
            }
            case INVALIDATED -> lost(slot);
            case RETIRED -> tell(slot, PoolListener.Event.CLOSED);
            case DETACHED -> tell(slot, PoolListener.Event.DETACHED);
        }
    }

    private void lost(Slot slot) {
        books.countInvalidated();
        tell(slot, PoolListener.Event.INVALIDATED);
    }

    private void tell(Slot slot, PoolListener.Event event) {
        setup.listeners().pool(setup.engine(), slot.id(), event);
    }
}
