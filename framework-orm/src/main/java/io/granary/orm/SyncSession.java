package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.ScalarResult;
import io.granary.engine.internal.BlockingThreads;
import io.granary.error.WaitInterruptedException;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Query;
import io.granary.sql.TypedSelect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * A session for code that blocks: each method waits for the stage of its {@link AsyncSession}, whose documentation says what it does.
 *
 * <p>To be had from {@link AsyncSession#runSync} only. Thread-safe. Methods that wait throw what {@link io.granary.engine.Blocking#await} throws, on
 * threads that must not block {@link io.granary.error.IllegalThreadException}.
 */
public final class SyncSession {

    private final AsyncSession session;

    SyncSession(AsyncSession session) {
        this.session = session;
    }

    /**
     * Takes an object into the session.
     *
     * @param object an object of a mapped class
     */
    public void add(Object object) {
        session.add(object);
    }

    /**
     * Takes objects into the session.
     *
     * @param objects objects of mapped classes
     */
    public void addAll(List<?> objects) {
        session.addAll(objects);
    }

    /**
     * Marks an object for deletion.
     *
     * @param object an object that has a row
     */
    public void delete(Object object) {
        BlockingThreads.run(() -> session.delete(object));
    }

    /**
     * Marks objects for deletion.
     *
     * @param objects objects that have rows
     */
    public void deleteAll(List<?> objects) {
        BlockingThreads.run(() -> session.deleteAll(objects));
    }

    /**
     * Lets go of an object.
     *
     * @param object an object of this session
     */
    public void expunge(Object object) {
        session.expunge(object);
    }

    /** Lets go of all objects. */
    public void expungeAll() {
        session.expungeAll();
    }

    /**
     * Has an object read again when it is asked for.
     *
     * @param object an object that has a row
     * @param attributes which attributes; none for all
     */
    public void expire(Object object, String... attributes) {
        session.expire(object, attributes);
    }

    /** Has all objects read again when they are asked for. */
    public void expireAll() {
        session.expireAll();
    }

    /**
     * {@return the object of this session that has now what one from outside has}
     *
     * @param <E> its class
     * @param object the object from outside
     */
    public <E> E merge(E object) {
        return BlockingThreads.run(() -> session.merge(object));
    }

    /**
     * {@return the object of this session that has now what one from outside has}
     *
     * @param <E> its class
     * @param object the object from outside
     * @param options how the session's is got, and what is loaded with it
     */
    public <E> E merge(E object, GetOptions options) {
        return BlockingThreads.run(() -> session.merge(object, options));
    }

    /**
     * {@return the objects of this session that have now what those from outside have}
     *
     * @param <E> their class
     * @param objects the objects from outside
     * @param options how the session's are got, and what is loaded with them
     */
    public <E> List<E> mergeAll(List<E> objects, GetOptions options) {
        return BlockingThreads.run(() -> session.mergeAll(objects, options));
    }

    /**
     * {@return the objects of this session that have now what those from outside have}
     *
     * @param <E> their class
     * @param objects the objects from outside
     */
    public <E> List<E> mergeAll(List<E> objects) {
        return BlockingThreads.run(() -> session.mergeAll(objects));
    }

    /**
     * Changes an object in the session's turn.
     *
     * @param <E> its class
     * @param object the object
     * @param change changes it
     */
    public <E> void apply(E object, Consumer<? super E> change) {
        BlockingThreads.run(() -> session.apply(object, change));
    }

    /**
     * {@return the object of a key; empty if there is no row}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key
     */
    public <E> Optional<E> get(Class<E> type, Object id) {
        return BlockingThreads.run(() -> session.get(type, id));
    }

    /**
     * {@return the object of a key; empty if there is no row}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key
     * @param options how it is got
     */
    public <E> Optional<E> get(Class<E> type, Object id, GetOptions options) {
        return BlockingThreads.run(() -> session.get(type, id, options));
    }

    /**
     * {@return the object of a key}
     *
     * @param <E> the class
     * @param type the class
     * @param id the key
     */
    public <E> E getOne(Class<E> type, Object id) {
        return BlockingThreads.run(() -> session.getOne(type, id));
    }

    /**
     * {@return the objects of keys, in the keys' order}
     *
     * @param <E> the class
     * @param type the class
     * @param ids the keys
     */
    public <E> List<Optional<E>> getAll(Class<E> type, List<?> ids) {
        return BlockingThreads.run(() -> session.getAll(type, ids));
    }

    /**
     * {@return the result of a statement}
     *
     * @param statement the statement
     */
    public Result execute(Executable statement) {
        return BlockingThreads.run(() -> session.execute(statement));
    }

    /**
     * {@return the result of a statement}
     *
     * @param statement the statement
     * @param parameters values by name
     */
    public Result execute(Executable statement, Map<String, ?> parameters) {
        return BlockingThreads.run(() -> session.execute(statement, parameters));
    }

    /**
     * {@return the result of a statement that runs once for each of several sets of values}
     *
     * @param statement the statement
     * @param parameters values by name
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return BlockingThreads.run(() -> session.execute(statement, parameters));
    }

    /**
     * {@return the result of a statement that is run with options of the session}
     *
     * @param statement the statement
     * @param parameters values by name, a map for each run
     * @param options how it is run
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        return BlockingThreads.run(() -> session.execute(statement, parameters, options));
    }

    /**
     * {@return the results of queries that run at a time, each on a connection of its own, in the order of the queries}
     *
     * @param queries the queries
     * @see AsyncSession#parallel(List)
     */
    public List<Result> parallel(List<? extends Query> queries) {
        return BlockingThreads.run(() -> session.parallel(queries));
    }

    /**
     * {@return the first value of the first row; empty if there is no row, or NULL in it}
     *
     * @param <T> the value's class
     * @param select the query
     */
    public <T> Optional<T> scalar(TypedSelect<T> select) {
        return BlockingThreads.run(() -> session.scalar(select));
    }

    /**
     * {@return how many rows a query gives; its order does not matter}
     *
     * @param query a query for objects or anything else
     */
    public long count(Query query) {
        return BlockingThreads.run(() -> session.count(query));
    }

    /**
     * {@return whether a query gives any row}
     *
     * @param query a query for objects or anything else
     */
    public boolean exists(Query query) {
        return BlockingThreads.run(() -> session.exists(query));
    }

    /**
     * {@return the first value of each row}
     *
     * @param <T> the values' class
     * @param select the query
     */
    public <T> ScalarResult<@Nullable T> scalars(TypedSelect<T> select) {
        return BlockingThreads.run(() -> session.scalars(select));
    }

    /**
     * {@return what an object has at a relationship, loaded now if it was not}
     *
     * @param <E> the class of the object
     * @param <V> what the relationship holds
     * @param object an object of this session
     * @param relationship the relationship
     */
    public <E, V> V load(E object, Relationship<E, V> relationship) {
        return BlockingThreads.run(() -> session.load(object, relationship));
    }

    /**
     * {@return what an object has at a relationship, loaded now if it was not; empty if it refers to nothing}
     *
     * @param <E> the class of the object
     * @param <V> what the relationship holds
     * @param object an object of this session
     * @param relationship the relationship
     */
    public <E, V> Optional<V> loadOptional(E object, Relationship<E, V> relationship) {
        return BlockingThreads.run(() -> session.loadOptional(object, relationship));
    }

    /**
     * {@return the value of an attribute, read now if the query left it out; empty for NULL}
     *
     * @param <T> the class of its values
     * @param object an object of the session
     * @param attribute the attribute's column
     */
    public <T> Optional<T> load(Object object, Column<T> attribute) {
        return BlockingThreads.run(() -> session.load(object, attribute));
    }

    /**
     * Loads what options say of objects; see {@link AsyncSession#loadAll}.
     *
     * @param objects objects of the session
     * @param options what is loaded
     */
    public void loadAll(Collection<?> objects, LoaderOption... options) {
        BlockingThreads.run(() -> session.loadAll(objects, options));
    }

    /**
     * Has an object get what its row has.
     *
     * @param object an object that has a row
     * @param attributes which attributes; none for all but the relationships
     */
    public void refresh(Object object, String... attributes) {
        BlockingThreads.run(() -> session.refresh(object, attributes));
    }

    /**
     * Has an object get what its row has, and locks the row.
     *
     * @param object an object that has a row
     * @param lock how
     * @param attributes which attributes; none for all but the relationships
     */
    public void refresh(Object object, LockClause lock, String... attributes) {
        BlockingThreads.run(() -> session.refresh(object, lock, attributes));
    }

    /** Writes what was added, changed and marked for deletion. */
    public void flush() {
        BlockingThreads.run(session::flush);
    }

    /** Begins the transaction now. */
    public void begin() {
        BlockingThreads.run(session::begin);
    }

    /** Flushes and commits. */
    public void commit() {
        BlockingThreads.run(session::commit);
    }

    /** Rolls back, savepoints included. */
    public void rollback() {
        BlockingThreads.run(session::rollback);
    }

    /**
     * {@return what comes of work within a savepoint: released when it returns, rolled back when it throws}
     *
     * @param <T> what the work gives
     * @param work what is done
     */
    public <T> T beginNested(Supplier<T> work) {
        AsyncSessionTransaction savepoint =
                waited(() -> session.beginNested(), begun -> begun.thenCompose(late -> late.endScope(true)));
        return within(work, good -> savepoint.endScope(good));
    }

    /**
     * {@return what comes of work during which queries do not flush}
     *
     * @param <T> what the work gives
     * @param work what is done
     */
    public <T> T noAutoflush(Supplier<T> work) {
        waited(() -> session.autoflush(false), begun -> session.autoflush(true));
        return within(work, good -> session.autoflush(true));
    }

    /** Waits for what begins a scope. It begins whether or not it is waited for, so an interrupt has it end again, and nothing undone: who goes on meanwhile may be in it. */
    private static <T> T waited(
            Supplier<CompletionStage<T>> begin, Function<CompletionStage<T>, CompletionStage<Done>> undo) {
        AtomicReference<@Nullable CompletionStage<T>> begun = new AtomicReference<>();
        try {
            return BlockingThreads.run(() -> {
                CompletionStage<T> stage = begin.get();
                begun.set(stage);
                // Whoever is interrupted gives up what it waits for; what has begun is still to be told.
                return stage.thenApply(Function.identity());
            });
        } catch (WaitInterruptedException interrupted) {
            CompletionStage<Done> unused = undo.apply(requireNonNull(begun.get()));
            throw interrupted;
        }
    }

    /** Ends a scope as its work has ended; what the work threw is what is told. */
    private static <T> T within(Supplier<T> work, Function<Boolean, CompletionStage<Done>> end) {
        T value;
        try {
            value = work.get();
        } catch (Throwable thrown) {
            try {
                BlockingThreads.run(() -> end.apply(false));
            } catch (RuntimeException another) {
                thrown.addSuppressed(another);
            }
            throw thrown;
        }
        BlockingThreads.run(() -> end.apply(true));
        return value;
    }

    /** {@return what the session holds} */
    public SessionState state() {
        return BlockingThreads.run(session::state);
    }

    /**
     * {@return what an object is to the session}
     *
     * @param object the object
     */
    public EntityState stateOf(Object object) {
        return BlockingThreads.run(() -> session.stateOf(object));
    }

    /**
     * {@return whether an object is in the session}
     *
     * @param object the object
     */
    public boolean contains(Object object) {
        return BlockingThreads.run(() -> session.contains(object));
    }

    /**
     * {@return whether an object has other values than its row}
     *
     * @param object an object of this session
     */
    public boolean isModified(Object object) {
        return BlockingThreads.run(() -> session.isModified(object));
    }

    /** {@return the session itself} */
    public AsyncSession async() {
        return session;
    }
}
