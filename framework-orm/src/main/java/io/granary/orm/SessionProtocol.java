package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.RowStream;
import io.granary.engine.internal.Arguments;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.session.GivenKeys;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Query;
import java.time.Duration;
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
 * it did not work. The objects in them are shared, not copied: an actor must not touch them between its command and the reply. Lists, and maps of values and
 * of keys, are copied; the values in them are not.
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

        /** {@return what is asked for: this, or what {@link NoAutoflush} and {@link Within} are around} */
        default Command unwrapped() {
            return this;
        }
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
     * Marks objects for deletion, with what goes with them. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param objects objects that have rows
     * @param replyTo who gets the reply
     */
    public record DeleteAll(long correlation, List<?> objects, ActorRef<Reply> replyTo) implements Command {

        /** Copies the list. */
        public DeleteAll {
            objects = List.copyOf(objects);
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
     * Begins the transaction now, so that everything runs in it. Not needed: it begins by itself. Answered by {@link Completed}; fails if it had begun.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Begin(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Begin {
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

        /** Copies a key that is a map or a list. */
        public Get {
            requireNonNull(type, "type");
            id = GivenKeys.copied(requireNonNull(id, "id"));
            requireNonNull(options, "options");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Gets the objects of keys; those that are not in the session by one query. Answered by {@link FoundAll}.
     *
     * @param correlation the caller's number
     * @param type a mapped class
     * @param ids the keys, each as {@link AsyncSession#get} takes it
     * @param replyTo who gets the reply
     */
    public record GetAll(long correlation, Class<?> type, List<?> ids, ActorRef<Reply> replyTo) implements Command {

        /** Copies the list, and keys in it that are maps or lists. */
        public GetAll {
            requireNonNull(type, "type");
            ids = GivenKeys.copiedAll(ids);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Runs a statement in the transaction. Answered by {@link Executed}.
     *
     * @param correlation the caller's number
     * @param statement what to run
     * @param parameters values by name, a map for each run; none for one run without values
     * @param options how it is run, such as how objects learn of an UPDATE or DELETE of many rows
     * @param replyTo who gets the reply
     */
    public record Execute(
            long correlation,
            Executable statement,
            List<? extends Map<String, ?>> parameters,
            StatementOptions options,
            ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list and its maps. */
        public Execute {
            requireNonNull(statement, "statement");
            parameters = Arguments.copied(parameters);
            requireNonNull(options, "options");
            requireNonNull(replyTo, "replyTo");
        }

        /**
         * Runs a statement with the default options.
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
            this(correlation, statement, parameters, StatementOptions.none(), replyTo);
        }
    }

    /**
     * Runs queries at a time, each on a connection of its own and outside of the transaction, as {@link AsyncSession#parallel} does. Answered by {@link ExecutedAll}.
     *
     * @param correlation the caller's number
     * @param queries the queries
     * @param replyTo who gets the reply
     */
    public record Parallel(long correlation, List<? extends Query> queries, ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list. */
        public Parallel {
            queries = List.copyOf(queries);
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

        /** Copies the map. */
        public Stream {
            requireNonNull(statement, "statement");
            parameters = Arguments.copied(parameters);
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
     * Gives the value of an attribute, read now if the query left it out. Answered by {@link Loaded}.
     *
     * @param correlation the caller's number
     * @param object an object of the session
     * @param attribute the attribute's column
     * @param replyTo who gets the reply
     */
    public record LoadAttribute(long correlation, Object object, Column<?> attribute, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public LoadAttribute {
            requireNonNull(object, "object");
            requireNonNull(attribute, "attribute");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Loads what options say of objects, as if a query for them had said it. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param objects objects of the session
     * @param options what is loaded
     * @param replyTo who gets the reply
     */
    public record LoadAll(long correlation, List<?> objects, List<LoaderOption> options, ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list. */
        public LoadAll {
            objects = List.copyOf(objects);
            options = List.copyOf(options);
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Has an object get what its row has. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param object an object that has a row
     * @param attributes which attributes; none for all but the relationships
     * @param lock how its row is locked; empty for not at all
     * @param replyTo who gets the reply
     */
    public record Refresh(
            long correlation,
            Object object,
            List<String> attributes,
            Optional<LockClause> lock,
            ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Refresh {
            requireNonNull(object, "object");
            attributes = List.copyOf(attributes);
            requireNonNull(lock, "lock");
            requireNonNull(replyTo, "replyTo");
        }

        /**
         * Has an object get what its row has, without a lock.
         *
         * @param correlation the caller's number
         * @param object an object that has a row
         * @param attributes which attributes; none for all but the relationships
         * @param replyTo who gets the reply
         */
        public Refresh(long correlation, Object object, List<String> attributes, ActorRef<Reply> replyTo) {
            this(correlation, object, attributes, Optional.empty(), replyTo);
        }
    }

    /**
     * Copies what an object from outside has onto that of the session. Answered by {@link Merged}.
     *
     * @param correlation the caller's number
     * @param object an object of a mapped class
     * @param options how the session's is got, and what is loaded with it
     * @param replyTo who gets the reply
     */
    public record Merge(long correlation, Object object, GetOptions options, ActorRef<Reply> replyTo)
            implements Command {

        /** Refuses null. */
        public Merge {
            requireNonNull(object, "object");
            requireNonNull(options, "options");
            requireNonNull(replyTo, "replyTo");
        }

        /**
         * Copies what an object from outside has onto that of the session, with which nothing is loaded.
         *
         * @param correlation the caller's number
         * @param object an object of a mapped class
         * @param replyTo who gets the reply
         */
        public Merge(long correlation, Object object, ActorRef<Reply> replyTo) {
            this(correlation, object, GetOptions.none(), replyTo);
        }
    }

    /**
     * Merges several objects, in their order: see {@link Merge}. Answered by {@link MergedAll}.
     *
     * @param correlation the caller's number
     * @param objects objects of mapped classes
     * @param options how the session's are got, and what is loaded with them
     * @param replyTo who gets the reply
     */
    public record MergeAll(long correlation, List<?> objects, GetOptions options, ActorRef<Reply> replyTo)
            implements Command {

        /** Copies the list. */
        public MergeAll {
            objects = List.copyOf(objects);
            requireNonNull(options, "options");
            requireNonNull(replyTo, "replyTo");
        }

        /**
         * Merges several objects, with which nothing is loaded.
         *
         * @param correlation the caller's number
         * @param objects objects of mapped classes
         * @param replyTo who gets the reply
         */
        public MergeAll(long correlation, List<?> objects, ActorRef<Reply> replyTo) {
            this(correlation, objects, GetOptions.none(), replyTo);
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
     * Lets go of all objects. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record ExpungeAll(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public ExpungeAll {
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
     * Has all objects read again when they are asked for. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record ExpireAll(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public ExpireAll {
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
     * Asks what an object is to the session. Answered by {@link ObjectState}.
     *
     * @param correlation the caller's number
     * @param object the object
     * @param replyTo who gets the reply
     */
    public record StateOf(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public StateOf {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Asks whether an object has other values than its row; nothing is asked of the database. Answered by {@link Modified}.
     *
     * @param correlation the caller's number
     * @param object an object of the session
     * @param replyTo who gets the reply
     */
    public record IsModified(long correlation, Object object, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public IsModified {
            requireNonNull(object, "object");
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Asks for the connection of the transaction, which begins now if it had not; the session closes it. Answered by {@link Connected}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetConnection(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public GetConnection {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Asks for the notes that the program and its listeners keep with the session. Answered by {@link Info}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record GetInfo(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public GetInfo {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Gives the connection up with whatever runs on it; the transaction is rolled back, and the session can be used again. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Invalidate(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Invalidate {
            requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Rolls back what is open and lets go of all objects: the session is as if it were new. Answered by {@link Completed}.
     *
     * @param correlation the caller's number
     * @param replyTo who gets the reply
     */
    public record Reset(long correlation, ActorRef<Reply> replyTo) implements Command {

        /** Refuses null. */
        public Reset {
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

    /**
     * Does a command without writing changes before its queries. Answered as that one is, by its number. For several, each is wrapped.
     *
     * @param command what is done; not a {@link Stream}, whose query runs when somebody subscribes
     */
    public record NoAutoflush(Command command) implements Command {

        /**
         * Checks what is given.
         *
         * @throws io.granary.error.ArgumentException for a stream
         */
        public NoAutoflush {
            if (requireNonNull(command, "command").unwrapped() instanceof Stream) {
                throw ArgumentException.of(
                        "NoAutoflush of a Stream has no effect: its query runs when somebody subscribes to the rows.",
                        "flush first, or use a maker of sessions withAutoflush(false)");
            }
        }

        @Override
        public long correlation() {
            return command.correlation();
        }

        @Override
        public ActorRef<Reply> replyTo() {
            return command.replyTo();
        }

        @Override
        public Command unwrapped() {
            return command.unwrapped();
        }
    }

    /**
     * Gives a command a time. Answered as that one is, by its number; or by {@link Failed} with {@link
     * io.granary.error.StatementTimeoutException} when its time is over. The time runs from its arrival, the wait behind earlier commands included.
     *
     * <p>A command whose time is over before its turn is not done, and what else the session does is not concerned. Of one that is being done, the
     * statement that runs is stopped on the server, where its driver can, or the wait for a connection given up, and what it has asked for so far is as when the statement had
     * failed: after a statement in the transaction, or a flush, the transaction has to be rolled back. It is answered when it was given up; what the
     * statement still gives is dropped, so that nothing touches its objects after the reply. Code of the application that it calls, as of a listener, is not stopped. A commit that has been sent is waited for,
     * for its outcome would not be known; so is what begins or releases a savepoint, which keeps {@code statement-timeout}. Of a {@link Stream} it is the time to its
     * {@link Streaming}, and not that of its rows.
     *
     * @param within how long, 1 ms to 24 days; {@code statement-timeout} and {@code pool-timeout} hold too. Of several that are around each other, the
     *     shortest counts
     * @param command what is done
     */
    public record Within(Duration within, Command command) implements Command {

        /**
         * Checks what is given.
         *
         * @throws io.granary.error.ArgumentException if the time is out of range
         */
        public Within {
            Arguments.limit(within);
            requireNonNull(command, "command");
        }

        @Override
        public long correlation() {
            return command.correlation();
        }

        @Override
        public ActorRef<Reply> replyTo() {
            return command.replyTo();
        }

        @Override
        public Command unwrapped() {
            return command.unwrapped();
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

        /**
         * {@return what {@link FoundAll} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default List<? extends Optional<?>> foundAll() {
            throw without("foundAll()", FoundAll.class);
        }

        /**
         * {@return what {@link ExecutedAll} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default List<Result> results() {
            throw without("results()", ExecutedAll.class);
        }

        /**
         * {@return what {@link MergedAll} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default List<?> mergedAll() {
            throw without("mergedAll()", MergedAll.class);
        }

        /**
         * {@return what {@link ObjectState} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default EntityState objectState() {
            throw without("objectState()", ObjectState.class);
        }

        /**
         * {@return what {@link Modified} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default boolean modified() {
            throw without("modified()", Modified.class);
        }

        /**
         * {@return what {@link Connected} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default AsyncConnection connection() {
            throw without("connection()", Connected.class);
        }

        /**
         * {@return what {@link Info} has}
         *
         * @throws GranaryException the failure, if it is one; {@link InvalidRequestException} if it is another reply
         */
        default Map<String, Object> info() {
            throw without("info()", Info.class);
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
     * Objects were looked for.
     *
     * @param correlation the command's number
     * @param foundAll the objects, in the keys' order; empty for one that has no row
     */
    public record FoundAll(long correlation, List<? extends Optional<?>> foundAll) implements Reply {

        /** Copies the list. */
        public FoundAll {
            foundAll = List.copyOf(foundAll);
        }
    }

    /**
     * Queries ran at a time.
     *
     * @param correlation the command's number
     * @param results what they gave, in their order
     */
    public record ExecutedAll(long correlation, List<Result> results) implements Reply {

        /** Copies the list. */
        public ExecutedAll {
            results = List.copyOf(results);
        }
    }

    /**
     * Objects were merged.
     *
     * @param correlation the command's number
     * @param mergedAll the session's objects, in their order
     */
    public record MergedAll(long correlation, List<?> mergedAll) implements Reply {

        /** Copies the list. */
        public MergedAll {
            mergedAll = List.copyOf(mergedAll);
        }
    }

    /**
     * What an object is to the session.
     *
     * @param correlation the command's number
     * @param objectState what, at that moment
     */
    public record ObjectState(long correlation, EntityState objectState) implements Reply {}

    /**
     * Whether an object has other values than its row.
     *
     * @param correlation the command's number
     * @param modified whether it has
     */
    public record Modified(long correlation, boolean modified) implements Reply {}

    /**
     * The connection of the transaction.
     *
     * @param correlation the command's number
     * @param connection the connection; its {@code ref()} speaks {@link io.granary.engine.ConnectionProtocol}
     */
    public record Connected(long correlation, AsyncConnection connection) implements Reply {}

    /**
     * The notes that are kept with the session.
     *
     * @param correlation the command's number
     * @param info the notes themselves, not a copy; thread-safe
     */
    public record Info(long correlation, Map<String, Object> info) implements Reply {}

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
