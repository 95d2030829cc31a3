package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.reactivestreams.Publisher;

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
     * @param within how long to wait for a connection: zero, or from 1 ms to 24 days; empty for the view's or the engine's timeout
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
            Arguments.given(within, "within").ifPresent(Arguments::patience);
            Arguments.given(replyTo, "replyTo");
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
            this(correlation, statement, Arguments.one(parameters), Optional.empty(), replyTo);
        }
    }

    /**
     * Asks for the rows of a statement as they come, on a connection that is leased for each subscriber. Answered by {@link Streaming}, at once: the statement
     * runs when somebody subscribes to the rows, as those of {@link AsyncEngine#stream(Executable, Map)} do.
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
     * Leases a connection. Answered by {@link Acquired}.
     *
     * <p>The lease is tied to the life of its owner. An owner is told apart from {@code replyTo}, because the ref of an {@code ask} ends
     * with the answer, and a message adapter does not see its actor restart. {@link AsyncEngine#ownerOf} gives the owner whose lease
     * ends when an actor stops, fails or restarts; of any other ref only its stop is seen. A lease without an owner is taken back after
     * {@code max-lease}.
     *
     * <p>Where the ref that gets the reply ends before the connection is there, as that of an {@code ask} does at its timeout, the
     * connection goes back to the pool. A reply that is under way by then is lost; its lease ends with its owner, or after {@code
     * max-lease}.
     *
     * @param correlation the caller's number
     * @param owner whose life the lease is tied to; empty for the view's owner (see {@link AsyncEngine#ownedBy}), and for none where
     *     the view has none
     * @param within how long to wait for a connection: zero, or from 1 ms to 24 days; empty for the view's or the engine's timeout
     * @param replyTo who gets the reply
     */
    public record Acquire(
            long correlation, Optional<ActorRef<?>> owner, Optional<Duration> within, ActorRef<Reply> replyTo)
            implements Command {

        /**
         * Checks what is given.
         *
         * @throws io.granary.error.ArgumentException if something is null, or the time is out of range
         */
        public Acquire {
            Arguments.given(owner, "owner");
            Arguments.given(within, "within").ifPresent(Arguments::patience);
            Arguments.given(replyTo, "replyTo");
        }

        /**
         * Leases a connection for an owner.
         *
         * @param correlation the caller's number
         * @param owner whose life the lease is tied to
         * @param replyTo who gets the reply
         */
        public Acquire(long correlation, ActorRef<?> owner, ActorRef<Reply> replyTo) {
            this(correlation, Optional.of(Arguments.given(owner, "owner")), Optional.empty(), replyTo);
        }

        /**
         * Leases a connection for the view's owner, or for none.
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
    public record GetStatus(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public GetStatus {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Asks who holds what. Answered by {@link Holders}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetHolders(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public GetHolders {
            Arguments.given(replyTo, "replyTo");
        }
    }

    /**
     * Closes idle connections now and lent ones when they come back. Answered by {@link Disposed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Dispose(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Dispose {
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
        default Publisher<RowChunk> rows() {
            throw without("rows()", Streaming.class);
        }

        /**
         * {@return the connection, of {@link Acquired}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default AsyncConnection lease() {
            throw without("lease()", Acquired.class);
        }

        /**
         * {@return the pool's numbers, of {@link Status}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default PoolStatus status() {
            throw without("status()", Status.class);
        }

        /**
         * {@return who holds what, of {@link Holders}}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default List<Holder> holders() {
            throw without("holders()", Holders.class);
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
     * A statement ran and is committed.
     *
     * @param correlation the command's number
     * @param result what it gave; the receiver's alone
     */
    public record Executed(long correlation, Result result) implements Reply {}

    /**
     * Rows can be had.
     *
     * @param correlation the command's number
     * @param rows has the statement run for each subscriber, on a connection of its own
     */
    public record Streaming(long correlation, Publisher<RowChunk> rows) implements Reply {}

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
