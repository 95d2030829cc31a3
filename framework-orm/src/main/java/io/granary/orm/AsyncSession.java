package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.ScalarResult;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.Scopes;
import io.granary.error.NoResultFoundException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.internal.session.GivenKeys;
import io.granary.orm.internal.session.ObjectStream;
import io.granary.orm.internal.session.SessionActor;
import io.granary.orm.internal.session.SessionCommand;
import io.granary.orm.internal.session.SessionGate;
import io.granary.orm.internal.session.SessionOperation;
import io.granary.orm.internal.session.SessionWork;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.TypedSelect;
import io.granary.stream.AsyncResult;
import io.granary.stream.AsyncScalarResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with the database in terms of objects: it loads them, keeps one for each row, finds out what was changed in them, and writes
 * it. Made by {@link AsyncSessionMaker}. (SQLAlchemy, "Session Basics" and "Asynchronous I/O".)
 *
 * <pre>{@code
 * sessions.begin(session -> {
 *     session.add(new User("Alice"));
 *     return session.scalars(select(USER).where(USER.name.like("A%"))).thenApply(ScalarResult::fetchAll);
 * });
 * }</pre>
 *
 * <p>It is a handle on an actor and safe for use by many threads: what is asked of it is done one after the other, in the order in which it came.
 * The objects are plain, and the caller's: <b>an object must not be touched while an operation of its session runs</b>, that is between the
 * call and the
 * completion of its stage, but for {@link #apply}. What the stage's completion makes visible is what the operation has done.
 *
 * <p>Giving up (cancelling) a stage stops nothing, other than on an {@link AsyncConnection}: an operation that runs goes on, and one that waits for its turn is still done, for what
 * one has begun the next relies on. What takes too long is ended by the statement timeout, and by {@link SessionProtocol.Within}. The stage of {@link AsyncSessionMaker#begin} has the
 * whole end in a rollback.
 *
 * <p>A transaction begins with the first thing that is done and ends with {@link #commit}, {@link #rollback} or {@link #close}; a connection is held
 * only while it is open. Every operation fails with {@link ResourceClosedException} when the session has ended, and with
 * {@link io.granary.error.PendingRollbackException} when a flush failed before, until the rollback.
 */
public final class AsyncSession {

    private final ActorRef<Object> actor;
    private final SessionGate gate;
    private final ObjectStream.Asking asking;
    private final AsyncEngine engine;
    private final Mappings mappings;
    private final SessionKeeper keeper;
    private volatile boolean closing;

    AsyncSession(ActorRef<Object> actor, SessionGate gate, AsyncEngine engine, Mappings mappings) {
        this.actor = actor;
        this.gate = gate;
        this.engine = engine;
        this.mappings = mappings;
        this.keeper = new SessionKeeper(actor, gate);
        this.asking = SessionActor.asking(actor, gate, engine.completions());
    }

    /** One that nobody but this handle knows, and that ends with it. */
    static AsyncSession kept(ActorRef<Object> actor, SessionGate gate, AsyncEngine engine, Mappings mappings) {
        AsyncSession session = new AsyncSession(actor, gate, engine, mappings);
        session.keeper.watch(session);
        return session;
    }

    /** Whether it does nothing any more, or will have done all when it comes to what is asked now. */
    boolean isOver() {
        return closing || gate.isShut();
    }

    /** Has something run when it has ended: see {@link SessionGate#whenShut}. */
    void whenEnded(Runnable action) {
        gate.whenShut(action);
    }

    <T> CompletionStage<T> perform(SessionOperation<T> operation) {
        return asking.perform(operation);
    }

    /** Something whose failure shows at the next flush or commit. */
    private void performUnheard(SessionOperation<Done> operation) {
        SessionGate.send(
                actor, new SessionCommand.Perform<>(work -> work.remembering(operation), Answer.unheard(), gate));
    }

    private void requireMapped(Object object) {
        mappings.mapping(requireNonNull(object, "object").getClass());
    }

    // ---- objects

    /**
     * Takes an object into the session: a new one, which gets a row at the next flush, or one that has a row, which is written as it is
     * then. An object has a row
     * when its key is set and is one that the program does not give; one whose key the program gives is new. Those at its relationships come
     * with it where they cascade {@code PERSIST}.
     *
     * @param object an object of a mapped class
     * @throws io.granary.error.UnmappedClassException when its class is not mapped; what else is wrong fails the next flush or commit
     */
    public void add(Object object) {
        addAll(List.of(requireNonNull(object, "object")));
    }

    /**
     * Takes objects into the session, in their order: see {@link #add}.
     *
     * @param objects objects of mapped classes
     */
    public void addAll(List<?> objects) {
        List<?> given = List.copyOf(requireNonNull(objects, "objects"));
        given.forEach(this::requireMapped);
        performUnheard(work -> work.add(given));
    }

    /**
     * Marks an object for deletion at the next flush, with those at its relationships where they cascade {@code REMOVE}, which are loaded
     * for that. Others at its relationships refer to nothing from then on, where they may. Who refers to it by a relationship of which its class has no other side is not
     * looked for: the database refuses the deletion, or does what the foreign key says.
     *
     * @param object an object that has a row
     * @return completes when it is marked; fails with {@link io.granary.error.InvalidRequestException} when it has no row
     */
    public CompletionStage<Done> delete(Object object) {
        return deleteAll(List.of(requireNonNull(object, "object")));
    }

    /**
     * Marks objects for deletion: see {@link #delete}.
     *
     * @param objects objects that have rows
     * @return completes when they are marked
     */
    public CompletionStage<Done> deleteAll(List<?> objects) {
        List<?> given = List.copyOf(requireNonNull(objects, "objects"));
        given.forEach(this::requireMapped);
        return perform(work -> work.delete(given));
    }

    /**
     * Lets go of an object, and of those at its relationships where they cascade {@code DETACH}: nothing of them is written any more.
     *
     * @param object an object of this session; that it is not fails the next flush or commit
     */
    public void expunge(Object object) {
        requireMapped(object);
        performUnheard(work -> work.expunge(object));
    }

    /** Lets go of all objects. */
    public void expungeAll() {
        performUnheard(work -> work.expungeAll());
    }

    /**
     * Drops what was changed in an object, or in some attributes of it, and has them read again when the object is asked for. Until then its plain
     * attributes keep the values that they have.
     *
     * @param object an object that has a row
     * @param attributes which attributes; none for all
     */
    public void expire(Object object, String... attributes) {
        requireMapped(object);
        List<String> names = names(attributes);
        performUnheard(work -> work.expire(object, names));
    }

    /** Does so with all objects. */
    public void expireAll() {
        performUnheard(work -> work.expireAll());
    }

    /**
     * Copies what an object from outside has onto the object of this session that stands for its row, loaded now if it is not there, or
     * onto a new one. So for
     * those at its relationships, where they cascade {@code MERGE}.
     *
     * @param <E> its class
     * @param object the object; it stays outside
     * @return completes with the session's object; fails with {@link io.granary.error.StaleDataException} when the versions differ
     */
    public <E> CompletionStage<E> merge(E object) {
        return merge(object, GetOptions.none());
    }

    /**
     * Merges an object as {@link #merge(Object)} does, and says how the object of this session is got that it is merged into: what is loaded with it, as by
     * {@link #get(Class, Object, GetOptions)}, or how its row is locked. Of those at its relationships nothing is said; nor is anything loaded or locked for one that has no row, that is this session's already, or was merged before in the
     * same call.
     *
     * @param <E> its class
     * @param object the object; it stays outside
     * @param options how the session's is got
     * @return completes with the session's object; fails with {@link io.granary.error.StaleDataException} when the versions differ
     */
    @SuppressWarnings("unchecked") // merging gives an object of the same class
    public <E> CompletionStage<E> merge(E object, GetOptions options) {
        requireMapped(object);
        requireNonNull(options, "options");
        return perform(work -> work.merge(List.of(object), options)).thenApply(merged -> (E) merged.get(0));
    }

    /**
     * Merges several objects, in their order: see {@link #merge(Object)}. What is pending is written before the first, and nothing between them; of
     * several for one row the last one counts.
     *
     * @param <E> their class
     * @param objects the objects
     * @return completes with the session's objects, in the same order
     */
    public <E> CompletionStage<List<E>> mergeAll(List<E> objects) {
        return mergeAll(objects, GetOptions.none());
    }

    /**
     * Merges several objects, in their order: see {@link #merge(Object, GetOptions)}.
     *
     * @param <E> their class
     * @param objects the objects
     * @param options how the session's are got
     * @return completes with the session's objects, in the same order
     */
    @SuppressWarnings("unchecked") // merging gives objects of the same class
    public <E> CompletionStage<List<E>> mergeAll(List<E> objects, GetOptions options) {
        List<E> given = List.copyOf(requireNonNull(objects, "objects"));
        given.forEach(this::requireMapped);
        requireNonNull(options, "options");
        return perform(work -> work.merge(given, options)).thenApply(merged -> (List<E>) merged);
    }

    /**
     * Changes an object in the session's turn, when nothing else touches it.
     *
     * @param <E> its class
     * @param object the object
     * @param change changes it; must not block
     * @return completes when it was changed; fails with what the change threw
     */
    public <E> CompletionStage<Done> apply(E object, Consumer<? super E> change) {
        requireNonNull(object, "object");
        requireNonNull(change, "change");
        return perform(work -> work.apply(object, change));
    }

    // ---- reading

    /**
     * {@return completes with the object of a key; empty if there is no row. One that is in the session and not expired is given without asking the
     * database}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key: its value; of several columns a list of values in the key's order, a map by attribute, or an object of the key's class;
     *     a list or map as it is at the call
     */
    public <E> CompletionStage<Optional<E>> get(Class<E> type, Object id) {
        return get(type, id, GetOptions.none());
    }

    /**
     * {@return completes with the object of a key; empty if there is no row}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key, as above
     * @param options how it is got
     */
    public <E> CompletionStage<Optional<E>> get(Class<E> type, Object id, GetOptions options) {
        mappings.mapping(type);
        Object key = GivenKeys.copied(requireNonNull(id, "id"));
        requireNonNull(options, "options");
        return perform(work -> work.get(type, key, options)).thenApply(found -> found.map(type::cast));
    }

    /**
     * {@return completes with the object of a key; fails with {@link io.granary.error.NoResultFoundException} if there is no row}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key, as above
     */
    public <E> CompletionStage<E> getOne(Class<E> type, Object id) {
        mappings.mapping(type);
        Object key = GivenKeys.copied(requireNonNull(id, "id"));
        return perform(work -> work.getOne(type, key, GetOptions.none())).thenApply(type::cast);
    }

    /**
     * {@return completes with the objects of keys, in the keys' order; empty for one that has no row. Those that are not in the session are
     * read by one
     * query}
     *
     * @param <E> the class
     * @param type the class
     * @param ids the keys, each as above
     */
    public <E> CompletionStage<List<Optional<E>>> getAll(Class<E> type, List<?> ids) {
        mappings.mapping(type);
        List<?> given = GivenKeys.copiedAll(requireNonNull(ids, "ids"));
        return perform(work -> work.getAll(type, given)).thenApply(found -> {
            List<Optional<E>> objects = new ArrayList<>();
            found.forEach(each -> objects.add(each.map(type::cast)));
            return objects;
        });
    }

    /**
     * Runs a statement in the transaction, behind a flush unless that is turned off.
     *
     * @param statement the statement; where a query selects mapped classes, its rows hold their objects
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(Executable statement) {
        requireNonNull(statement, "statement");
        return execute(statement, List.of(), StatementOptions.none());
    }

    /**
     * Runs a statement in the transaction, with values.
     *
     * @param statement the statement
     * @param parameters values by name, as they are at the call
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(Executable statement, Map<String, ?> parameters) {
        return execute(statement, List.of(requireNonNull(parameters, "parameters")), StatementOptions.none());
    }

    /**
     * Runs a statement in the transaction, once for each of several sets of values.
     *
     * @param statement the statement
     * @param parameters values by name, as they are at the call
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return execute(statement, parameters, StatementOptions.none());
    }

    /**
     * Runs a statement in the transaction, with options of the session. An UPDATE or DELETE of a mapped class changes the objects of the
     * session, too, as {@link
     * SynchronizeSession} says; rows that an INSERT, UPDATE or DELETE returns hold objects where whole mapped classes are asked for.
     *
     * @param statement the statement
     * @param parameters values by name, as they are at the call, a map for each run; none for one run without values
     * @param options how it is run
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        requireNonNull(statement, "statement");
        List<Map<String, ?>> given = Arguments.copied(requireNonNull(parameters, "parameters"));
        requireNonNull(options, "options");
        return perform(work -> work.execute(statement, given, options));
    }

    /**
     * Runs queries at a time, each on a connection of its own that is leased while it runs, and makes objects of their rows when all have come. The
     * session itself stays one thing at a time, and objects are one for each row as ever.
     *
     * <p>Each query is a transaction by itself, under the session's {@link SessionOptions#execution()}: it sees what others have committed by then, and neither
     * the snapshot nor the writes of the session's own transaction. So nothing is flushed before, and a session whose transaction has written refuses. What
     * loader options load behind a query is loaded by the session, one after the other. A session that holds a connection and asks a pool that has no
     * others waits for it, as anybody. What they give is the session's until its transaction, which begins here if none has, ends. Listeners are told of one query
     * after the other, before the first one runs.
     *
     * @param queries the queries
     * @return completes with their results, in the order of the queries; fails with what fails first, upon which the others are stopped, and with {@link
     *     io.granary.error.InvalidRequestException} where the session has written, has objects that are to be written, or works on a connection of
     *     somebody else's, where a listener overrides {@link SessionListener#afterBegin}, for it would not hear of these transactions, and where a query locks rows,
     *     for nobody would have the lock. Nothing was changed, so to retry is safe
     */
    public CompletionStage<List<Result>> parallel(List<? extends Query> queries) {
        List<Query> asked = List.copyOf(requireNonNull(queries, "queries"));
        return perform(work -> work.parallel(asked));
    }

    /**
     * {@return completes with the first value of the first row; empty if there is no row, or NULL in it}
     *
     * @param <T> the value's class
     * @param select the query
     */
    public <T> CompletionStage<Optional<T>> scalar(TypedSelect<T> select) {
        return execute((Select<T>) select)
                .thenApply(result -> result.scalar(select.firstType().javaType()));
    }

    /**
     * {@return how many rows a query gives; its order does not matter}
     *
     * @param query a query for objects or anything else
     */
    public CompletionStage<Long> count(Query query) {
        return scalar(CountedRows.count(query)).thenApply(Optional::orElseThrow);
    }

    /**
     * {@return whether a query gives any row}
     *
     * @param query a query for objects or anything else
     */
    public CompletionStage<Boolean> exists(Query query) {
        return scalar(CountedRows.any(query)).thenApply(Optional::isPresent);
    }

    /**
     * {@return completes with the first value of each row}
     *
     * @param <T> the values' class
     * @param select the query
     */
    public <T> CompletionStage<ScalarResult<@Nullable T>> scalars(TypedSelect<T> select) {
        return execute((Select<T>) select)
                .thenApply(result -> result.scalars(select.firstType().javaType()));
    }

    /**
     * {@return the rows of a query as a stream, with objects where it selects mapped classes}
     *
     * <p>It runs in the transaction when it is read first, in turn with what else is asked for, behind a flush. From then on until it has ended the connection is busy with it: statements of
     * this session fail with {@link io.granary.error.StreamOpenException}, a commit among them, which may be asked for again when it has ended; a rollback ends it.
     *
     * <p>So its options may join what is one, and load nothing by further statements, nor collections: the stream fails with {@link
     * io.granary.error.InvalidRequestException} then. To read all rows first and load behind them would make it no stream, and another
     * connection would not see what this transaction has written. {@link AsyncSessionMaker#stream} loads for each chunk, as committed and into no
     * session; pages do it within the transaction.
     *
     * @param statement what to run
     */
    public AsyncResult<Row> stream(Executable statement) {
        return stream(statement, Map.of());
    }

    /**
     * {@return the rows of a query as a stream, with objects where it selects mapped classes}
     *
     * @param statement what to run
     * @param parameters values by name, as they are at the call
     */
    public AsyncResult<Row> stream(Executable statement, Map<String, ?> parameters) {
        requireNonNull(statement, "statement");
        Map<String, ?> given = Arguments.copied(requireNonNull(parameters, "parameters"));
        return AsyncResult.of(engine.system(), new ObjectStream(engine.system(), this::perform, statement, given));
    }

    /**
     * {@return the first value of each row as a stream}
     *
     * @param <T> the values' class
     * @param select the query
     */
    public <T> AsyncScalarResult<T> streamScalars(TypedSelect<T> select) {
        return stream((Select<T>) select).scalars(select.firstType().javaType());
    }

    /**
     * {@return completes with what an object has at a relationship, loaded now if it was not; nothing is asked of the database if it was}
     *
     * @param <E> the class of the object
     * @param <V> what the relationship holds
     * @param object an object of this session
     * @param relationship the relationship
     */
    @SuppressWarnings("unchecked") // the relationship says so
    public <E, V> CompletionStage<Optional<V>> loadOptional(E object, Relationship<E, V> relationship) {
        requireMapped(object);
        requireNonNull(relationship, "relationship");
        return perform(work -> work.load(object, relationship))
                .thenApply(value -> value instanceof Optional<?> ? Optional.empty() : Optional.of((V) value));
    }

    /**
     * {@return completes with what an object has at a relationship, loaded now if it was not; fails with
     * {@link io.granary.error.NoResultFoundException} where it refers to nothing, see {@link #loadOptional}}
     *
     * @param <E> the class of the object
     * @param <V> what the relationship holds
     * @param object an object of this session
     * @param relationship the relationship
     */
    public <E, V> CompletionStage<V> load(E object, Relationship<E, V> relationship) {
        return loadOptional(object, relationship)
                .thenApply(found -> found.orElseThrow(() -> NoResultFoundException.of(
                        relationship + " of this object refers to nothing.", "Use loadOptional.")));
    }

    /**
     * {@return completes with the value of an attribute, read now if the query left it out; empty for NULL}
     *
     * @param <T> the class of its values
     * @param object an object of this session
     * @param attribute the attribute's column
     */
    public <T> CompletionStage<Optional<T>> load(Object object, Column<T> attribute) {
        requireMapped(object);
        requireNonNull(attribute, "attribute");
        return perform(work -> work.load(object, attribute))
                .thenApply(found -> found.map(attribute.type().javaType()::cast));
    }

    /**
     * Loads what options say of objects, as if a query for them had said it: of all objects by one query for each relationship, and nothing that is
     * loaded already.
     *
     * @param objects objects of this session; those without a row are left out
     * @param options what is loaded, as in {@code selectInLoad(USER.orders).selectInLoad(ORDER.items)}
     * @return completes when it is; fails with {@link io.granary.error.ArgumentException} when an option is not of the class of one of them
     */
    public CompletionStage<Done> loadAll(Collection<?> objects, LoaderOption... options) {
        List<?> given = List.copyOf(requireNonNull(objects, "objects"));
        given.forEach(this::requireMapped);
        List<LoaderOption> loads = List.of(requireNonNull(options, "options"));
        return perform(work -> work.loadAll(given, loads));
    }

    /**
     * Has an object get what its row has, whatever was changed in it.
     *
     * @param object an object that has a row
     * @param attributes which attributes, relationships included; none for all but the relationships
     * @return completes when it has; fails with {@link io.granary.error.ObjectDeletedException} when its row is gone
     */
    public CompletionStage<Done> refresh(Object object, String... attributes) {
        return refresh(object, Optional.empty(), attributes);
    }

    /**
     * Has an object get what its row has, and locks the row.
     *
     * @param object an object that has a row
     * @param lock how
     * @param attributes as above
     * @return completes when it has
     */
    public CompletionStage<Done> refresh(Object object, LockClause lock, String... attributes) {
        return refresh(object, Optional.of(requireNonNull(lock, "lock")), attributes);
    }

    private static List<String> names(String... attributes) {
        for (String attribute : attributes) {
            requireNonNull(attribute, "attributes");
        }
        return List.of(attributes);
    }

    private CompletionStage<Done> refresh(Object object, Optional<LockClause> lock, String... attributes) {
        requireMapped(object);
        List<String> names = names(attributes);
        return perform(work -> work.refresh(object, names, lock));
    }

    // ---- transactions

    /**
     * Writes what was added, changed and marked for deletion.
     *
     * @return completes when it is written; if it fails, the transaction is rolled back and the session has to be told so by {@link #rollback}
     */
    public CompletionStage<Done> flush() {
        return perform(work -> work.flush());
    }

    /**
     * Begins the transaction now, so that everything runs in it. Not needed: it begins by itself.
     *
     * @return completes when it has begun; fails with {@link io.granary.error.InvalidRequestException} if it had
     */
    public CompletionStage<Done> begin() {
        return perform(work -> work.begin());
    }

    /**
     * Flushes and commits. The objects stay, and are read again when they are asked for, unless that is turned off.
     *
     * @return completes when the commit is durable; fails with {@link io.granary.error.CommitOutcomeUnknownException} when the link was
     * lost on the way
     */
    public CompletionStage<Done> commit() {
        return perform(work -> work.commit());
    }

    /**
     * Rolls back, savepoints included. Objects are what they were when the transaction began, as far as the session knows; those that were
     * new are out of the
     * session.
     *
     * @return completes when that is done
     */
    public CompletionStage<Done> rollback() {
        return perform(work -> work.rollback());
    }

    /**
     * Flushes and sets a savepoint.
     *
     * @return completes with the savepoint
     */
    public CompletionStage<AsyncSessionTransaction> beginNested() {
        return perform(work -> work.beginNested()).thenApply(savepoint -> new AsyncSessionTransaction(this, savepoint));
    }

    /**
     * Works within a savepoint: released when the work's stage completes, rolled back when it fails. One that the work has ended by hand is over; what the work does
     * after that is outside of it.
     *
     * @param <T> what the work gives
     * @param work gets this session
     * @return completes with what the work gave
     */
    public <T> CompletionStage<T> beginNested(Function<AsyncSession, ? extends CompletionStage<T>> work) {
        requireNonNull(work, "work");
        return Scopes.within(
                beginNested(),
                savepoint -> work.apply(this),
                (savepoint, failure) -> savepoint.endScope(failure == null));
    }

    /** {@return completes with the transaction that is open, or the innermost savepoint in it; empty if none is} */
    public CompletionStage<Optional<AsyncSessionTransaction>> transaction() {
        return perform(work -> work.transaction())
                .thenApply(open -> open.map(savepoint -> new AsyncSessionTransaction(this, savepoint)));
    }

    /**
     * Works without flushing before queries.
     *
     * @param <T> what the work gives
     * @param work gets this session
     * @return completes with what the work gave, when queries flush again
     */
    public <T> CompletionStage<T> noAutoflush(Function<AsyncSession, ? extends CompletionStage<T>> work) {
        requireNonNull(work, "work");
        return Scopes.within(autoflush(false), off -> work.apply(this), (off, failure) -> autoflush(true));
    }

    /** {@return completes with the connection of the transaction, which begins now if it had not; the session closes it} */
    public CompletionStage<AsyncConnection> connection() {
        return perform(work -> work.connection());
    }

    /** Ends a scope whose work went well. */
    CompletionStage<Done> commitScopeAndClose() {
        return perform(SessionWork::commitScopeAndClose);
    }

    CompletionStage<Done> autoflush(boolean on) {
        return perform(work -> work.autoflush(on));
    }

    /**
     * Runs code that blocks on a thread where it may, with this session in a form that blocks: see {@link
     * io.granary.engine.Blocking#spawn}. What it leaves
     * uncommitted stays so.
     *
     * @param <T> what the code gives
     * @param work gets this session
     * @return completes with what the code gave, fails with exactly what it threw
     */
    public <T> CompletionStage<T> runSync(Function<SyncSession, T> work) {
        requireNonNull(work, "work");
        return Blocking.spawn(engine.system(), () -> work.apply(new SyncSession(this)));
    }

    // ---- the session

    /** {@return completes with what the session holds} */
    public CompletionStage<SessionState> state() {
        return perform(work -> work.state());
    }

    /**
     * {@return completes with what an object is to this session}
     *
     * @param object the object
     */
    public CompletionStage<EntityState> stateOf(Object object) {
        requireNonNull(object, "object");
        return perform(work -> work.stateOf(object));
    }

    /**
     * {@return completes with whether an object is in this session}
     *
     * @param object the object
     */
    public CompletionStage<Boolean> contains(Object object) {
        return stateOf(object).thenApply(state -> state == EntityState.PENDING || state == EntityState.PERSISTENT);
    }

    /**
     * {@return completes with whether an object has other values than its row; nothing is asked of the database}
     *
     * @param object an object of this session
     */
    public CompletionStage<Boolean> isModified(Object object) {
        requireNonNull(object, "object");
        return perform(work -> work.isModified(object));
    }

    /**
     * {@return the ref that speaks {@link SessionProtocol}}
     *
     * <p>It is Pekko's: while the actor is still starting, {@code tell} on a thread that is interrupted may throw an {@link InterruptedException}, and what was told is lost.
     * What is asked of this handle never is.
     */
    public ActorRef<SessionProtocol.Command> ref() {
        keeper.letGo();
        gate.share();
        return actor.narrow();
    }

    /** {@return things that the program keeps with the session} */
    public Map<String, Object> info() {
        return gate.info();
    }

    /** {@return the engine that its connections come from} */
    public AsyncEngine engine() {
        return engine;
    }

    /** {@return the classes that it knows} */
    public Mappings mappings() {
        return mappings;
    }

    /**
     * Gives the connection up with whatever runs on it, as after an error that leaves it in doubt; the transaction is rolled back.
     *
     * @return completes when that is done; the session can be used again
     */
    public CompletionStage<Done> invalidate() {
        return perform(work -> work.invalidate());
    }

    /**
     * Rolls back what is open and lets go of all objects.
     *
     * @return completes when the session is as if it were new
     */
    public CompletionStage<Done> reset() {
        return perform(work -> work.reset());
    }

    /**
     * Rolls back what is open, lets go of all objects, and ends the session. What was asked before is done before.
     *
     * @return completes when the connection is given back; so it does when the session had ended
     */
    public CompletionStage<Done> close() {
        closing = true;
        keeper.letGo();
        if (gate.isShut()) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        return perform(work -> work.close())
                .exceptionallyCompose(failure -> Scopes.unwrap(failure) instanceof ResourceClosedException
                        ? CompletableFuture.completedStage(Done.getInstance())
                        : CompletableFuture.failedFuture(failure));
    }
}
