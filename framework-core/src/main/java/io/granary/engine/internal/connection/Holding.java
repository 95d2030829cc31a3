package io.granary.engine.internal.connection;

import io.granary.engine.ResetOnReturn;
import io.granary.engine.internal.connection.ConnectionCommand.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who holds a connection at the moment, and what has to be remembered for the end of the lease. Plain; the connection actor's own. */
final class Holding {

    private @Nullable Lease lease;
    private long last;
    private boolean retiring;
    private boolean detached;
    private boolean unwrapped;
    private boolean revoked;

    void begin(Lease granted) {
        lease = granted;
        last = granted.number();
        unwrapped = false;
        revoked = false;
    }

    boolean isCurrent(Request request) {
        return isCurrent(request.lease());
    }

    boolean isCurrent(long number) {
        return lease != null && lease.number() == number;
    }

    /** The lease's number; 0 when there is none. */
    long number() {
        return lease == null ? 0 : lease.number();
    }

    /** The number of the lease that was taken last, which may be over; 0 before the first. */
    long last() {
        return last;
    }

    void publish(TransactionSnapshot snapshot) {
        if (lease != null) {
            lease.publish(snapshot);
        }
    }

    /** The connection goes when the lease ends. */
    void retire() {
        retiring = true;
    }

    boolean isRetiring() {
        return retiring;
    }

    /** The connection is its holder's alone; whether it was not before. */
    boolean detach() {
        boolean first = !detached;
        detached = true;
        retiring = true;
        return first;
    }

    boolean isDetached() {
        return detached;
    }

    /** The holder was given the driver's own connection, or spoke of transactions in its words. */
    void unwrap() {
        unwrapped = true;
    }

    /** What was done through the driver's own connection went behind the actor's back, so the setting decides how it ends. */
    Optional<Step> reset(ResetOnReturn setting) {
        if (!unwrapped) {
            return Optional.empty();
        }
        return switch (setting) {
            case ROLLBACK -> Optional.of(new Step.Rollback());
            case COMMIT -> Optional.of(new Step.Commit());
            case NONE -> Optional.empty();
        };
    }

    /** The lease is being taken back: it is over for its holder, whatever becomes of the connection. */
    void revoke() {
        revoked = true;
    }

    /** The lease is over and the connection clean; empty if there was none. */
    Optional<Lease> end() {
        Lease over = lease;
        lease = null;
        if (over != null) {
            over.publish(TransactionSnapshot.NONE);
            over.end(Lease.Status.ENDED);
        }
        return Optional.ofNullable(over);
    }

    /**
     * The connection is lost. What was taken back is over for its holder; what was lost may be replaced, once a lost transaction is rolled
     * back.
     */
    void lose(boolean inTransaction) {
        Lease over = lease;
        lease = null;
        if (over != null) {
            over.publish(new TransactionSnapshot(List.of(), !revoked && inTransaction));
            over.end(revoked ? Lease.Status.ENDED : Lease.Status.INVALIDATED);
        }
    }
}
