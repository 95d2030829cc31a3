package io.granary.orm.internal.session;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.Deadline;
import org.jspecify.annotations.Nullable;

/** What is said to a session's actor besides {@link io.granary.orm.SessionProtocol}. */
public sealed interface SessionCommand {

    /**
     * Does something, behind what was asked before.
     *
     * @param operation what
     * @param answer where its outcome goes
     * @param gate of which session it is asked; null for the one that the actor has
     * @param deadline until when it has to be done; null for as long as it takes
     * @param <T> what comes of it
     */
    record Perform<T>(
            SessionOperation<T> operation,
            Answer<T> answer,
            @Nullable SessionGate gate,
            @Nullable Deadline deadline) implements SessionCommand {

        /**
         * Takes as long as it takes.
         *
         * @param operation what
         * @param answer where its outcome goes
         * @param gate of which session it is asked; null for the one that the actor has
         */
        public Perform(SessionOperation<T> operation, Answer<T> answer, @Nullable SessionGate gate) {
            this(operation, answer, gate, null);
        }

        /** The same, until then at the latest. */
        Perform<T> until(Deadline limit) {
            return new Perform<>(operation, answer, gate, deadline == null ? limit : deadline.earlier(limit));
        }
    }

    /**
     * Takes a new session, in the place of one that was closed.
     *
     * @param terms what it is made with
     * @param gate what its handle asks through
     */
    record Adopt(SessionTerms terms, SessionGate gate) implements SessionCommand {}

    /**
     * Goes on with the operation that runs.
     *
     * @param continuation what is next
     */
    record Resume(Runnable continuation) implements SessionCommand {}

    /**
     * The operation that ran has ended.
     *
     * @param value what came of it, if it did not fail
     * @param failure why it failed; null if it did not
     */
    record Ended(@Nullable Object value, @Nullable Throwable failure) implements SessionCommand {}
}
