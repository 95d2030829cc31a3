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
        /** It is idle, and asked for a sign of life: it cannot be lent just now. */
        PROBED,
        /** It is lent. */
        LENT
    }

    private final long id;
    private final ActorRef<ConnectionCommand> actor;
    private final long generation;
    private Status status = Status.OPENING;
    private double share;
    private long openedAt;
    private long idleSince;
    private long heardAt;
    private long probe;
    private boolean used;
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

    /** How much of the jitter of lifetimes falls to it, from 0 to 1. */
    double share() {
        return share;
    }

    /** When it was last needed. */
    long idleSince() {
        return idleSince;
    }

    /** When its server last gave a sign of life. */
    long heardAt() {
        return heardAt;
    }

    /** Whether it was lent before. */
    boolean used() {
        return used;
    }

    /** Whether this is the number of the sign of life that it is asked for. */
    boolean isProbedBy(long lease) {
        return status == Status.PROBED && probe == lease;
    }

    void opened(long now, double part) {
        share = part;
        openedAt = now;
        idle(now);
    }

    void lent(Loan to) {
        status = Status.LENT;
        loan = to;
        used = true;
    }

    void returned(long now) {
        idle(now);
    }

    void probed(long lease) {
        status = Status.PROBED;
        probe = lease;
    }

    void answered(long now) {
        status = Status.IDLE;
        heardAt = now;
    }

    private void idle(long now) {
        status = Status.IDLE;
        loan = null;
        idleSince = now;
        heardAt = now;
    }
}
