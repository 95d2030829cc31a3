package io.granary.engine;

import io.granary.error.GranaryException;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What actors say to a leased connection, and what it answers. The ref belongs to the lease and ends with it; watch it to learn of a
 * lease that is taken back.
 *
 * <p>Commands run one after another, in the order in which they arrive. Each carries the caller's correlation number, which its one
 * reply repeats.
 */
public final class ConnectionProtocol {

    private ConnectionProtocol() {}

    /** A command. */
    public sealed interface Command {
        /** {@return the caller's number, repeated in the reply} */
        long correlation();

        /** {@return who gets the reply} */
        ActorRef<Reply> replyTo();
    }

    /**
     * Runs a statement in the open transaction, or in one that it begins. Answered by {@link Executed}.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name, a map for each run; none for one run without values
     * @param replyTo who gets the reply
     */
    public record Execute(
            long correlation, Executable statement, List<? extends Map<String, ?>> parameters, ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list. */
        public Execute {
            parameters = List.copyOf(parameters);
        }

        /**
         * Runs a statement once.
         *
         * @param correlation the caller's number
         * @param statement what to run
         * @param parameters values by name
         * @param replyTo who gets the reply
         */
        public Execute(long correlation, Executable statement, Map<String, ?> parameters, ActorRef<Reply> replyTo) {
            this(correlation, statement, List.of(parameters), replyTo);
        }
    }

    /**
     * Begins a transaction. Answered by {@link Begun}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Begin(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Sets a savepoint. Answered by {@link Begun}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record BeginNested(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Commits the innermost savepoint, or the transaction where there is none. Answered by {@link Ended}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Commit(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Rolls back the innermost savepoint, or the transaction where there is none. Answered by {@link Ended}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Rollback(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Gives the connection back; what is open is rolled back. Answered by {@link Released}; then the ref ends.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Release(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Gives the physical connection up. Answered by {@link Released}; then the ref ends.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Invalidate(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /** A reply. */
    public sealed interface Reply {
        /** {@return the number of the command that is answered} */
        long correlation();

        /**
         * {@return this reply, if it is no failure}
         *
         * @throws GranaryException the failure, if it is one
         */
        default Reply orThrow() {
            return this;
        }
    }

    /**
     * A statement ran.
     *
     * @param correlation the command's number
     * @param result what it gave; the receiver's alone
     */
    public record Executed(long correlation, Result result) implements Reply {}

    /**
     * A transaction or savepoint is open.
     *
     * @param correlation the command's number
     */
    public record Begun(long correlation) implements Reply {}

    /** What became of a transaction or savepoint. */
    public enum Outcome {
        /** It is durable; of a savepoint: part of the transaction around it. */
        COMMITTED,
        /** It is undone. */
        ROLLED_BACK,
        /** There was none. */
        NOTHING
    }

    /**
     * A transaction or savepoint ended.
     *
     * @param correlation the command's number
     * @param outcome what became of it
     */
    public record Ended(long correlation, Outcome outcome) implements Reply {}

    /**
     * The lease is over.
     *
     * @param correlation the command's number
     */
    public record Released(long correlation) implements Reply {}

    /**
     * It did not work.
     *
     * @param correlation the command's number
     * @param cause why
     */
    public record Failed(long correlation, GranaryException cause) implements Reply {

        @Override
        public Reply orThrow() {
            throw cause;
        }
    }
}
