package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.error.GranaryException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Where the connection of a session comes from, and how the session's transactions end on it. */
interface ConnectionSource {

    /** A connection on which the session's next transaction runs; completes in the session's turn. */
    CompletionStage<AsyncConnection> begin();

    CompletionStage<Done> commit(AsyncConnection held);

    CompletionStage<Done> rollback(AsyncConnection held);

    /** The session has ended, and says nothing of its transaction. */
    CompletionStage<Done> leave(AsyncConnection held);

    /** Whether that rolls back what the session has written. */
    default boolean rollsBackAtLeave() {
        return true;
    }

    /** Why what was written cannot be rolled back any more; empty if it can. */
    default Optional<GranaryException> refusesRollback() {
        return Optional.empty();
    }

    CompletionStage<Done> giveBack(AsyncConnection held);

    /** Whether a statement that needs no transaction may run on any other connection. */
    boolean mayRunElsewhere();
}
