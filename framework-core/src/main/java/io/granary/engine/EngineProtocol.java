package io.granary.engine;

import io.granary.error.GranaryException;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What actors say to an engine, and what it answers.
 *
 * <p>Each command carries the caller's correlation number, which its one reply repeats, so that a single {@code
 * context.messageAdapter(EngineProtocol.Reply.class, …)} serves an actor for the whole protocol.
 */
public final class EngineProtocol {

    private EngineProtocol() {}

    /** A command. */
    public sealed interface Command {
        /** {@return the caller's number, repeated in the reply} */
        long correlation();

        /** {@return who gets the reply} */
        ActorRef<Reply> replyTo();
    }

    /**
     * Runs one statement, many times if there are many maps, and commits it. Answered by {@link Executed}.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name, a map for each run; none for one run without values
     * @param within how long to wait for a connection; empty for the engine's timeout
     * @param replyTo who gets the reply
     */
    public record Execute(
            long correlation,
            Executable statement,
            List<? extends Map<String, ?>> parameters,
            Optional<Duration> within,
            ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list. */
        public Execute {
            parameters = List.copyOf(parameters);
        }

        /**
         * Runs one statement once.
         *
         * @param correlation the caller's number
         * @param statement what to run
         * @param parameters values by name
         * @param replyTo who gets the reply
         */
        public Execute(long correlation, Executable statement, Map<String, ?> parameters, ActorRef<Reply> replyTo) {
            this(correlation, statement, List.of(parameters), Optional.empty(), replyTo);
        }
    }

    /**
     * Leases a connection. Answered by {@link Acquired}. The lease ends when the owner does.
     *
     * @param correlation the caller's number
     * @param owner whose life the lease is tied to; empty for {@code replyTo}
     * @param within how long to wait for a connection; empty for the engine's timeout
     * @param replyTo who gets the reply
     */
    public record Acquire(
            long correlation, Optional<ActorRef<?>> owner, Optional<Duration> within, ActorRef<Reply> replyTo)
            implements Command {

        /**
         * Leases a connection for whoever gets the reply.
         *
         * @param correlation the caller's number
         * @param replyTo who gets the reply
         */
        public Acquire(long correlation, ActorRef<Reply> replyTo) {
            this(correlation, Optional.empty(), Optional.empty(), replyTo);
        }
    }

    /**
     * Asks for the pool's numbers. Answered by {@link Status}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetStatus(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Asks who holds what. Answered by {@link Holders}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetHolders(long correlation, ActorRef<Reply> replyTo) implements Command {}

    /**
     * Closes idle connections now and lent ones when they come back. Answered by {@link Disposed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Dispose(long correlation, ActorRef<Reply> replyTo) implements Command {}

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
     * A statement ran and is committed.
     *
     * @param correlation the command's number
     * @param result what it gave; the receiver's alone
     */
    public record Executed(long correlation, Result result) implements Reply {}

    /**
     * A connection is leased.
     *
     * @param correlation the command's number
     * @param lease the connection; its {@code ref()} speaks {@link ConnectionProtocol}
     */
    public record Acquired(long correlation, AsyncConnection lease) implements Reply {}

    /**
     * The pool's numbers.
     *
     * @param correlation the command's number
     * @param status the numbers of the moment
     */
    public record Status(long correlation, PoolStatus status) implements Reply {}

    /**
     * Who holds what.
     *
     * @param correlation the command's number
     * @param holders the oldest loan first
     */
    public record Holders(long correlation, List<Holder> holders) implements Reply {

        /** Copies the list. */
        public Holders {
            holders = List.copyOf(holders);
        }
    }

    /**
     * The idle connections are closed.
     *
     * @param correlation the command's number
     */
    public record Disposed(long correlation) implements Reply {}

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
