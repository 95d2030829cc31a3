package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.RowStream;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What actors say to a session: all that {@link AsyncSession} does, as messages. One adapter for {@link Reply} serves an actor for the
 * whole protocol.
 *
 * <p>Commands are done one after the other, in the order in which they come; each is answered by one reply that repeats its number, by
 * {@link Failed} if
 * it did not work. The objects in them are shared, not copied: an actor must not touch them between its command and the reply.
 *
 * @see AsyncSessionMaker#behavior()
 */
public final class SessionProtocol {

    private SessionProtocol() {}

    /** A command. */
    public sealed interface Command {
        /** {@return the caller's number, repeated in the reply} */
        long correlation();

        /** {@return who gets the reply} */
        ActorRef<Reply> replyTo();
    }

    /** What ends by {@link Commit} or {@link Rollback}. */
    public enum Extent {
        /** The transaction, with all savepoints in it. */
        TRANSACTION,
        /** The innermost savepoint; the transaction, if none is open. */
        INNERMOST
    }

    /**
     * Takes an object into the session. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object of a mapped class
     * @param replyTo who gets the reply
     */
    public record Add(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Add {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Takes objects into the session, in their order. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param objects objects of mapped classes
     * @param replyTo who gets the reply
     */
    public record AddAll(long correlation, List<?> objects, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public AddAll {
            objects = List.copyOf(objects);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Marks an object for deletion, with what goes with it. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object that has a row
     * @param replyTo who gets the reply
     */
    public record Delete(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Delete {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Writes what was added, changed and marked. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Flush(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Flush {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Flushes, and commits or releases. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param extent what ends
     * @param replyTo who gets the reply
     */
    public record Commit(long correlation, Extent extent, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Commit {
            requireNonNull(extent, "extent");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Rolls back. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param extent what ends
     * @param replyTo who gets the reply
     */
    public record Rollback(long correlation, Extent extent, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Rollback {
            requireNonNull(extent, "extent");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Flushes and sets a savepoint. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record BeginNested(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public BeginNested {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Gets the object of a key. Answered by {@link Found}.
     *
     * @param correlation the caller's number
     * @param type a mapped class
     * @param id the key, as {@link AsyncSession#get} takes it
     * @param options how it is got
     * @param replyTo who gets the reply
     */
    public record Get(long correlation, Class<?> type, Object id, GetOptions options, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Get {
            requireNonNull(type, "type");
            requireNonNull(id, "id");
            requireNonNull(options, "options");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Runs a statement in the transaction. Answered by {@link Executed}.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name, a map for each run; none for one run without values
     * @param replyTo who gets the reply
     */
    public record Execute(
            long correlation, Executable statement, List<? extends Map<String, ?>> parameters, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Execute {
            requireNonNull(statement, "statement");
            parameters = List.copyOf(parameters);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Asks for the rows of a statement as a stream. Answered by {@link Streaming}; the statement runs when somebody subscribes.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name
     * @param replyTo who gets the reply
     */
    public record Stream(long correlation, Executable statement, Map<String, ?> parameters, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Stream {
            requireNonNull(statement, "statement");
            requireNonNull(parameters, "parameters");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Loads what an object has at a relationship. Answered by {@link Loaded}.
     *
     * @param correlation the caller's number
     * @param object an object of the session
     * @param relationship which of its relationships
     * @param replyTo who gets the reply
     */
    public record Load(long correlation, Object object, Relationship<?, ?> relationship, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Load {
            requireNonNull(object, "object");
            requireNonNull(relationship, "relationship");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Has an object get what its row has. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object that has a row
     * @param attributes which attributes; none for all but the relationships
     * @param replyTo who gets the reply
     */
    public record Refresh(long correlation, Object object, List<String> attributes, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Refresh {
            requireNonNull(object, "object");
            attributes = List.copyOf(attributes);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Copies what an object from outside has onto that of the session. Answered by {@link Merged}.
     *
     * @param correlation the caller's number
     * @param object an object of a mapped class
     * @param replyTo who gets the reply
     */
    public record Merge(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Merge {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Lets go of an object. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object of the session
     * @param replyTo who gets the reply
     */
    public record Expunge(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Expunge {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Has an object read again when it is asked for. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object that has a row
     * @param attributes which attributes; none for all
     * @param replyTo who gets the reply
     */
    public record Expire(long correlation, Object object, List<String> attributes, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Expire {
            requireNonNull(object, "object");
            attributes = List.copyOf(attributes);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Changes an object in the session's turn. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object the object
     * @param change changes it; must not block
     * @param replyTo who gets the reply
     */
    public record Apply(long correlation, Object object, Consumer<Object> change, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Apply {
            requireNonNull(object, "object");
            requireNonNull(change, "change");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Asks what the session holds. Answered by {@link State}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetState(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public GetState {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Rolls back what is open, and ends the session. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Close(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Close {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /** A reply. Its accessors throw the failure of {@link Failed}, so that {@code reply.found()} is enough after an {@code ask}. */
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
         * {@return what {@link Found} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Optional<?> found() {
            throw without("found()", Found.class);
        }

        /**
         * {@return what {@link Executed} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Result result() {
            throw without("result()", Executed.class);
        }

        /**
         * {@return what {@link Streaming} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default RowStream rows() {
            throw without("rows()", Streaming.class);
        }

        /**
         * {@return what {@link Loaded} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Optional<?> value() {
            throw without("value()", Loaded.class);
        }

        /**
         * {@return what {@link Merged} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Object merged() {
            throw without("merged()", Merged.class);
        }

        /**
         * {@return what {@link State} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default SessionState state() {
            throw without("state()", State.class);
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
     * It is done.
     *
     * @param correlation the command's number
     */
    public record Completed(long correlation) implements Reply {}

    /**
     * An object was looked for.
     *
     * @param correlation the command's number
     * @param found the object; empty if there is no row
     */
    public record Found(long correlation, Optional<?> found) implements Reply {}

    /**
     * A statement ran.
     *
     * @param correlation the command's number
     * @param result what it gave; the receiver's alone
     */
    public record Executed(long correlation, Result result) implements Reply {}

    /**
     * Rows can be streamed.
     *
     * @param correlation the command's number
     * @param rows the rows, for {@link io.granary.stream.AsyncResult#of(org.apache.pekko.actor.typed.ActorSystem, RowStream)}
     */
    public record Streaming(long correlation, RowStream rows) implements Reply {}

    /**
     * A relationship is loaded.
     *
     * @param correlation the command's number
     * @param value what it has; empty if it refers to nothing
     */
    public record Loaded(long correlation, Optional<?> value) implements Reply {}

    /**
     * An object was merged.
     *
     * @param correlation the command's number
     * @param merged the session's object
     */
    public record Merged(long correlation, Object merged) implements Reply {}

    /**
     * What the session holds.
     *
     * @param correlation the command's number
     * @param state what, at that moment
     */
    public record State(long correlation, SessionState state) implements Reply {}

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
