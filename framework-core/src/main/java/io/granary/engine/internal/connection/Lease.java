package io.granary.engine.internal.connection;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Stages;
import io.granary.error.StaleLeaseException;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The right to use one connection actor, with its number (the fence) and what facades may show of it.
 *
 * <p>The connection actor alone writes; each write happens before the completion of the operation that caused it.
 */
public final class Lease {

    /** What became of a lease. */
    public enum Status {
        /** In use. */
        OPEN,
        /** Its physical connection is gone; the owner has not given it back. */
        INVALIDATED,
        /** Given back, or taken back. */
        ENDED
    }

    private final long number;
    private final long connectionId;
    private final ActorRef<ConnectionCommand> connection;
    private final Gate gate;
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private volatile Status status = Status.OPEN;
    private volatile TransactionSnapshot transactions = TransactionSnapshot.NONE;
    /** The id of the open root, or of the one that was lost with the connection; 0 where no handle on it was given out. */
    private volatile long root;

    Lease(long number, long connectionId, ActorRef<ConnectionCommand> connection, Gate gate) {
        this.number = number;
        this.connectionId = connectionId;
        this.connection = connection;
        this.gate = gate;
    }

    /** {@return the fence, unique within the engine} */
    public long number() {
        return number;
    }

    /** {@return which physical connection it is, counted from 1 within the engine} */
    public long connectionId() {
        return connectionId;
    }

    /** {@return the connection actor} */
    public ActorRef<ConnectionCommand> connection() {
        return connection;
    }

    /** {@return what became of it} */
    public Status status() {
        return status;
    }

    /** {@return its transactions as of the last completed operation} */
    public TransactionSnapshot transactions() {
        return transactions;
    }

    /**
     * Sends a request on this lease, or answers for the connection actor when that has ended.
     *
     * @param request what to send
     * @param answer who is answered
     */
    public void tell(ConnectionCommand request, Answer<?> answer) {
        connection.tell(request);
        if (gate.isShut() && request instanceof ConnectionCommand.Release release) {
            // Giving back what is over is no error, whether its connection still closes or has ended.
            release.answer().succeed(Done.getInstance());
        } else if (gate.isShut()) {
            // It may have come too late to be read; an answer that was given already is not changed by this one, nor
            // one
            // that is being thought over, as what became of a COMMIT: the request's own answer knows of that.
            Answer<?> own = request instanceof ConnectionCommand.Request known ? known.answer() : answer;
            own.fail(gone());
        }
    }

    /** {@return whether a transaction was lost with its connection, and has not been rolled back since} */
    public boolean hasLostTransaction() {
        return status != Status.OPEN && transactions.pendingRollback();
    }

    /** {@return whether a transaction was lost with its connection; from now on that is forgotten} */
    public boolean forgetLostTransaction() {
        boolean lost = hasLostTransaction();
        if (lost) {
            transactions = TransactionSnapshot.NONE;
        }
        return lost;
    }

    /**
     * Forgets the transaction that was lost with its connection, if this was its root. A savepoint's rollback undoes no more than the
     * savepoint, so the rest of the transaction has still to be rolled back, by whoever began it.
     *
     * @param id the id of a transaction or savepoint
     */
    public void forgetLostTransaction(long id) {
        if (id == root) {
            forgetLostTransaction();
        }
    }

    private StaleLeaseException gone() {
        return StaleLeaseException.of(
                "Lease " + number + " is over: its connection has ended.",
                "lease a connection anew with connect() or begin()");
    }

    void publish(TransactionSnapshot snapshot) {
        if (snapshot.inTransaction()) {
            root = snapshot.active().get(0);
        } else if (!snapshot.pendingRollback()) {
            root = 0;
        }
        transactions = snapshot;
    }

    void end(Status end) {
        status = end;
        ended.complete(end);
    }

    /**
     * Runs something when this lease is over, at once if it is; on any thread.
     *
     * @param action what to run; it must be quick
     */
    public void whenEnded(Runnable action) {
        Stages.onEnd(ended, action);
    }
}
