package io.granary.engine.internal.pool;

import io.granary.engine.internal.connection.ConnectionCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A place in the pool and the connection actor that has it. Plain; kept by {@link PoolBooks}. */
final class Slot {

    /** What a connection is doing, as far as the pool cares. */
    enum Status {
        /** It is being opened. */
        OPENING,
        /** It can be lent. */
        IDLE,
        /** It is lent. */
        LENT
    }

    private final long id;
    private final ActorRef<ConnectionCommand> actor;
    private final long generation;
    private Status status = Status.OPENING;
    private long openedAt;
    private @Nullable Loan loan;

    Slot(long id, ActorRef<ConnectionCommand> actor, long generation) {
        this.id = id;
        this.actor = actor;
        this.generation = generation;
    }

    long id() {
        return id;
    }

    ActorRef<ConnectionCommand> actor() {
        return actor;
    }

    /** The count of disconnects and disposals at the time it was opened. */
    long generation() {
        return generation;
    }

    Status status() {
        return status;
    }

    long openedAt() {
        return openedAt;
    }

    @Nullable Loan loan() {
        return loan;
    }

    void opened(long now) {
        status = Status.IDLE;
        openedAt = now;
    }

    void lent(Loan to) {
        status = Status.LENT;
        loan = to;
    }

    void returned() {
        status = Status.IDLE;
        loan = null;
    }
}
