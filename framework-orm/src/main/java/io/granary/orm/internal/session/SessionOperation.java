package io.granary.orm.internal.session;

import java.util.concurrent.CompletionStage;

/**
 * Something that a session is asked to do.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface SessionOperation<T> {

    /**
     * Begins.
     *
     * @param work the session; only in its actor's turn
     * @return completes when it is done
     */
    CompletionStage<T> run(SessionWork work);
}
