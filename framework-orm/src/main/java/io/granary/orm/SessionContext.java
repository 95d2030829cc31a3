package io.granary.orm;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * A session as its listeners see it, where they may change it and send SQL: in the session's own transaction, and within the operation that called
 * them. An {@link AsyncSession} would do it behind that operation, which waits for the listener: for ever.
 *
 * <p>May be used from any thread until the stage that the listener gave has completed; then everything is refused. What is asked of it
 * is done one after the other, and what is still open then is waited for. Statements of listeners are not told to listeners.
 */
public interface SessionContext extends SessionView {

    /**
     * Takes an object into the session, as {@link AsyncSession#add} does.
     *
     * @param object an object of a mapped class
     * @return completes when it is in, which is at once if the listener has not been waiting for anything
     */
    CompletionStage<Done> add(Object object);

    /**
     * Marks an object for deletion, as {@link AsyncSession#delete} does.
     *
     * @param object an object that has a row
     * @return completes when it is marked
     */
    CompletionStage<Done> delete(Object object);

    /**
     * Lets go of an object, as {@link AsyncSession#expunge} does.
     *
     * @param object an object of the session
     * @return completes when it has left
     */
    CompletionStage<Done> expunge(Object object);

    /**
     * {@return completes with the object of a key; empty if there is no row}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key, as for {@link AsyncSession#get}
     */
    <E> CompletionStage<Optional<E>> get(Class<E> type, Object id);

    /**
     * Runs a statement in the transaction. Within a flush it sees what the flush has written so far.
     *
     * @param statement the statement
     * @param parameters values by name, a map for each run; none for one run without values
     * @return completes with its whole result
     */
    CompletionStage<Result> execute(Executable statement, List<? extends Map<String, ?>> parameters);

    /**
     * Runs a statement without values in the transaction.
     *
     * @param statement the statement
     * @return completes with its whole result
     */
    default CompletionStage<Result> execute(Executable statement) {
        return execute(statement, List.of());
    }

    /**
     * Runs a statement with values in the transaction.
     *
     * @param statement the statement
     * @param parameters values by name
     * @return completes with its whole result
     */
    default CompletionStage<Result> execute(Executable statement, Map<String, ?> parameters) {
        return execute(statement, List.of(parameters));
    }

    /** {@return completes with the connection of the transaction, which begins now if it had not; the session closes it} */
    CompletionStage<AsyncConnection> connection();
}
