package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
     * @param within how long it may take from its arrival, its wait behind earlier commands included: 1 ms to 24 days; {@code
     *     statement-timeout} holds too. After it the statement fails with {@link io.granary.error.StatementTimeoutException}, and with
     *     it the transaction: one that runs is stopped on the server, one whose turn comes later is not sent. Empty for {@code
     *     statement-timeout} alone
     * @param replyTo who gets the reply
     */
    public record Execute(
            long correlation,
            Executable statement,
            List<? extends Map<String, ?>> parameters,
            Optional<Duration> within,
            ActorRef<Reply> replyTo)
            implements Command {

        /**
         * Copies the list and its maps.
         *
         * @throws io.granary.error.ArgumentException if something is null, a map cannot be read, or the time is out of range
         */
        public Execute {
            Arguments.given(statement, "statement");
            parameters = Arguments.copied(parameters);
            Arguments.given(within, "within").ifPresent(Arguments::limit);
            Arguments.given(replyTo, "replyTo");
        }

        /**
         * Runs a statement many times.
         *
         * @param correlation the caller's number
         * @param statement what to run
         * @param parameters values by name, a map for each run; none for one run without values
         * @param replyTo who gets the reply
         */
        public Execute(
                long correlation,
                Executable statement,
                List<? extends Map<String, ?>> parameters,
                ActorRef<Reply> replyTo) {
            this(correlation, statement, parameters, Optional.empty(), replyTo);
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
            this(correlation, statement, Arguments.one(parameters), Optional.empty(), replyTo);
        }
    }

    /**
     * Asks for the rows of a statement as they come, in the open transaction or in one that it begins. Answered by {@link Streaming}, at once: the statement runs when somebody subscribes
     * to the rows, and other commands are refused from then on until they have ended.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name
     * @param replyTo who gets the reply; in this JVM, for rows do not travel
     */
    public record Stream(long correlation, Executable statement, Map<String, ?> parameters, ActorRef<Reply> replyTo)
            implements Command {

        /**
         * Copies the map.
         *
         * @throws io.granary.error.ArgumentException if something is null, or the map cannot be read
         */
        public Stream {
            Arguments.given(statement, "statement");
            parameters = Arguments.copied(parameters);
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Begins a transaction. Answered by {@link Begun}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Begin(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Begin {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Sets a savepoint. Answered by {@link Begun}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record BeginNested(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public BeginNested {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Commits the transaction, or releases a savepoint. Answered by {@link Ended}.
     *
     * @param correlation the caller's number
     * @param transaction which one: the number that {@link Begun} gave, of a transaction or a savepoint; empty for the transaction
     *     itself, savepoints included, as {@link AsyncConnection#commit()} does
     * @param replyTo who gets the reply
     */
    public record Commit(long correlation, OptionalLong transaction, ActorRef<Reply> replyTo) implements Command {

        /**
         * Checks what is given.
         *
         * @throws io.granary.error.ArgumentException if something is null, or the number is none of a transaction
         */
        public Commit {
            requireTransaction(transaction);
            Arguments.given(replyTo, "replyTo");
        }

        /**
         * Commits the transaction.
         *
         * @param correlation the caller's number
         * @param replyTo who gets the reply
         */
        public Commit(long correlation, ActorRef<Reply> replyTo) {
            this(correlation, OptionalLong.empty(), replyTo);
        }

        /**
         * Commits one transaction, or releases one savepoint.
         *
         * @param correlation the caller's number
         * @param transaction the number that {@link Begun} gave
         * @param replyTo who gets the reply
         */
        public Commit(long correlation, long transaction, ActorRef<Reply> replyTo) {
            this(correlation, OptionalLong.of(transaction), replyTo);
        }
    }

    /**
     * Rolls back the transaction, or back to a savepoint. Answered by {@link Ended}.
     *
     * @param correlation the caller's number
     * @param transaction which one: the number that {@link Begun} gave, of a transaction or a savepoint; empty for the transaction
     *     itself, savepoints included, as {@link AsyncConnection#rollback()} does
     * @param replyTo who gets the reply
     */
    public record Rollback(long correlation, OptionalLong transaction, ActorRef<Reply> replyTo) implements Command {

        /**
         * Checks what is given.
         *
         * @throws io.granary.error.ArgumentException if something is null, or the number is none of a transaction
         */
        public Rollback {
            requireTransaction(transaction);
            Arguments.given(replyTo, "replyTo");
        }

        /**
         * Rolls back the transaction.
         *
         * @param correlation the caller's number
         * @param replyTo who gets the reply
         */
        public Rollback(long correlation, ActorRef<Reply> replyTo) {
            this(correlation, OptionalLong.empty(), replyTo);
        }

        /**
         * Rolls back one transaction, or back to one savepoint.
         *
         * @param correlation the caller's number
         * @param transaction the number that {@link Begun} gave
         * @param replyTo who gets the reply
         */
        public Rollback(long correlation, long transaction, ActorRef<Reply> replyTo) {
            this(correlation, OptionalLong.of(transaction), replyTo);
        }
    }

    private static void requireTransaction(OptionalLong transaction) {
        if (Arguments.given(transaction, "transaction").orElse(1) < 1) {
            throw ArgumentException.of(
                    "No transaction has the number " + transaction.getAsLong() + ".",
                    "give the number that Begun has, or none for the transaction itself");
        }
    }

    /**
     * Gives the connection back; what is open is rolled back. Answered by {@link Released}; then the ref ends.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Release(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Release {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Gives the physical connection up. Answered by {@link Released}; then the ref ends.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Invalidate(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Invalidate {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /** A reply. Its accessors throw the failure of {@link Failed}, so that {@code reply.result()} is enough after an {@code ask}. */
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

        /**
         * {@return what the statement gave, of {@link Executed}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Result result() {
            throw without("result()", Executed.class);
        }

        /**
         * {@return the rows that come when somebody subscribes to them, of {@link Streaming}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default RowStream rows() {
            throw without("rows()", Streaming.class);
        }

        /**
         * {@return the number of the transaction or savepoint, of {@link Begun}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default long transaction() {
            throw without("transaction()", Begun.class);
        }

        /**
         * {@return what became of the transaction or savepoint, of {@link Ended}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Outcome outcome() {
            throw without("outcome()", Ended.class);
        }

        private GranaryException without(String accessor, Class<? extends Reply> kind) {
            orThrow();
            return InvalidRequestException.of(
                    "The reply " + correlation() + " is " + getClass().getSimpleName() + " and has no " + accessor
                            + ".",
                    "only " + kind.getSimpleName() + " has; look at which command has the number " + correlation());
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
     * Rows can be had.
     *
     * @param correlation the command's number
     * @param rows has the statement run for each subscriber
     */
    public record Streaming(long correlation, RowStream rows) implements Reply {}

    /**
     * A transaction or savepoint is open.
     *
     * @param correlation the command's number
     * @param transaction its number on this lease, for {@link Commit} and {@link Rollback}
     */
    public record Begun(long correlation, long transaction) implements Reply {}

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
