package io.granary.orm;

import io.granary.orm.internal.session.SessionWork;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** A savepoint of a session, or its transaction. Safe for use by many threads. */
public final class AsyncSessionTransaction {

    private final AsyncSession session;
    private final SessionWork.Savepoint savepoint;

    AsyncSessionTransaction(AsyncSession session, SessionWork.Savepoint savepoint) {
        this.session = session;
        this.savepoint = savepoint;
    }

    /** {@return the session} */
    public AsyncSession session() {
        return session;
    }

    /** {@return whether it is a savepoint} */
    public boolean isNested() {
        return savepoint.isNested();
    }

    /**
     * Writes what is in the session, and releases the savepoint, or commits the transaction.
     *
     * @return completes when that is done; fails with {@link io.granary.error.ResourceClosedException} if it has ended
     */
    public CompletionStage<Done> commit() {
        return session.perform(work -> work.commit(savepoint));
    }

    /**
     * Makes all be what it was when this began; what is around it goes on.
     *
     * @return completes when that is done; fails with {@link io.granary.error.ResourceClosedException} if it has ended
     */
    public CompletionStage<Done> rollback() {
        return session.perform(work -> work.rollback(savepoint));
    }

    /** Ends the scope of a savepoint, unless that was ended by hand. */
    CompletionStage<Done> endScope(boolean good) {
        return session.perform(work -> work.endScope(savepoint, good));
    }

    /** {@return completes with whether it is open and did not fail} */
    public CompletionStage<Boolean> isActive() {
        return session.perform(work -> work.isOpen(savepoint));
    }

    SessionWork.Savepoint savepoint() {
        return savepoint;
    }

    /** {@return whether both are of the same savepoint} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AsyncSessionTransaction another && savepoint.equals(another.savepoint);
    }

    @Override
    public int hashCode() {
        return savepoint.hashCode();
    }
}
