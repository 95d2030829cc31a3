package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.engine.internal.ActorNames;
import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.CallSite;
import io.granary.engine.internal.Scopes;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.loader.LoaderActor;
import io.granary.orm.internal.loader.LoaderGate;
import io.granary.orm.internal.session.DetachedStream;
import io.granary.orm.internal.session.Joined;
import io.granary.orm.internal.session.SessionActor;
import io.granary.orm.internal.session.SessionActors;
import io.granary.orm.internal.session.SessionGate;
import io.granary.orm.internal.session.SessionTerms;
import io.granary.orm.mapping.EntityMapping;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.TypedSelect;
import io.granary.stream.AsyncResult;
import io.granary.stream.AsyncScalarResult;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Makes sessions. Immutable, and safe for use by many threads: an application has one, beside its engine. (SQLAlchemy,
 * {@code async_sessionmaker}.)
 *
 * <p>A sequence is asked once for the keys of many objects, and the numbers that are left are kept by the maker, for all its sessions and those of makers
 * derived from it. None is given twice, whatever becomes of a transaction; what a failed one had, and what a maker has when it is forgotten, is lost, so keys
 * have gaps and do not rise with the time of an insert. Not shared are the numbers of a transaction in which a sequence's name may be that of another one: on a
 * connection of the caller's ({@link #on}), once text or {@code session.connection()} was used in it, and where a listener hears {@code afterBegin}. Who
 * drops a sequence and makes it anew, or sets it back, makes a new maker, too: the old one still has numbers that the new sequence will give again, and the
 * second insert of such a key fails with {@link io.granary.error.UniqueViolationException}. (Hibernate, pooled optimizers.)
 */
public final class AsyncSessionMaker {

    private final AsyncEngine engine;
    private final Mappings mappings;
    private final SessionOptions options;

    private final SessionTerms terms;
    private final SessionTerms scopedTerms;
    private final SessionActors actors;

    private AsyncSessionMaker(SessionTerms terms, SessionActors actors) {
        this.engine = terms.engine();
        this.mappings = terms.mappings();
        this.options = terms.options();
        this.terms = terms;
        this.scopedTerms = terms.inScope();
        this.actors = actors;
    }

    /**
     * {@return a maker of sessions with the default options}
     *
     * @param engine where connections come from
     * @param mappings the classes that they know
     */
    public static AsyncSessionMaker of(AsyncEngine engine, Mappings mappings) {
        return new AsyncSessionMaker(
                SessionTerms.of(
                        requireNonNull(engine, "engine"),
                        requireNonNull(mappings, "mappings"),
                        SessionOptions.defaults()),
                new SessionActors(engine.system()));
    }

    /**
     * {@return this with other options}
     *
     * @param other the options
     */
    public AsyncSessionMaker withOptions(SessionOptions other) {
        return new AsyncSessionMaker(terms.with(requireNonNull(other, "other")), actors);
    }

    /**
     * {@return this with another choice}
     *
     * @param autoflush whether changes are written before a query runs
     */
    public AsyncSessionMaker withAutoflush(boolean autoflush) {
        return withOptions(options.withAutoflush(autoflush));
    }

    /**
     * {@return this with another choice}
     *
     * @param expireOnCommit whether objects are read again when they are asked for after a commit
     */
    public AsyncSessionMaker withExpireOnCommit(boolean expireOnCommit) {
        return withOptions(options.withExpireOnCommit(expireOnCommit));
    }

    /**
     * {@return this with execution options for all statements}
     *
     * @param more what differs from the engine's
     */
    public AsyncSessionMaker withExecution(ExecutionOptions more) {
        return withOptions(options.withExecution(more));
    }

    /**
     * {@return this with another clock}
     *
     * @param clock what versions that are times are taken from
     */
    public AsyncSessionMaker withClock(Clock clock) {
        return withOptions(options.withClock(clock));
    }

    /**
     * {@return this with one listener more}
     *
     * @param listener who hears of what sessions do, behind those that are there
     */
    public AsyncSessionMaker withListener(SessionListener listener) {
        return withOptions(options.withListener(listener));
    }

    /**
     * {@return this with a condition that holds for all rows of a class in its sessions; see the other {@code withLoaderCriteria}}
     *
     * @param table the class's
     * @param condition gives the condition for the table, or for an alias of it
     */
    public AsyncSessionMaker withLoaderCriteria(
            EntityTable<?> table, Function<FromElement, Expression<Boolean>> condition) {
        return withLoaderCriteria(table.entityType(), condition);
    }

    /**
     * {@return this with a condition that holds for all rows of a class in its sessions, and of classes that extend or implement it: for
     * tenants, and for rows that are only marked as deleted}
     *
     * <p>Other rows are as if they were not there: for queries, their joins and the queries within them, {@code get}, {@code refresh}, all
     * that is loaded at relationships, streams, {@link #loader}, and UPDATE and DELETE of many rows. One statement does without by {@link
     * Load#withoutLoaderCriteria()}. Not restricted are INSERT, texts, what is done on {@code session.connection()}, and what a flush writes,
     * which goes by the keys of objects; an object that is in the session stays there.
     *
     * <p>A value that is known when a session opens is given then: makers are cheap to derive. It is bound as a parameter.
     *
     * <pre>{@code
     * AsyncSessionMaker ofTenant = sessions.withLoaderCriteria(Tenanted.class, row -> row.column(TENANT).eq(tenant));
     * }</pre>
     *
     * (SQLAlchemy, {@code with_loader_criteria} in {@code do_orm_execute}.)
     *
     * @param type the class; of a hierarchy, the topmost class or one above or beside it
     * @param condition gives the condition for the table of a class, or for an alias of it; asked for each statement
     * @throws io.granary.error.ArgumentException when no mapped class is, extends or implements the class, or only some classes of a
     *     hierarchy do
     */
    public AsyncSessionMaker withLoaderCriteria(Class<?> type, Function<FromElement, Expression<Boolean>> condition) {
        return withOptions(options.withLoaderCriteria(new LoaderCriteria(type, condition)));
    }

    /**
     * {@return this for sessions on a connection of the caller's, with {@link JoinTransactionMode#CONDITIONAL_SAVEPOINT}: see the other {@code on}}
     *
     * @param connection the connection
     */
    public AsyncSessionMaker on(AsyncConnection connection) {
        return on(connection, JoinTransactionMode.CONDITIONAL_SAVEPOINT);
    }

    /**
     * {@return this for sessions on a connection of the caller's, which they never close. So a session takes part in a transaction of
     * somebody else's: of other code, or of a test that undoes all in the end}
     *
     * <p>All that its sessions do runs on the connection, one session after the other; the caller sends nothing while an operation of a session runs.
     *
     * @param connection the connection, of an engine for the same database
     * @param mode what becomes of a transaction that is open on it
     */
    public AsyncSessionMaker on(AsyncConnection connection, JoinTransactionMode mode) {
        return new AsyncSessionMaker(
                terms.on(new Joined(requireNonNull(connection, "connection"), requireNonNull(mode, "mode"))), actors);
    }

    /** {@return the engine} */
    public AsyncEngine engine() {
        return engine;
    }

    /** {@return the classes that sessions know} */
    public Mappings mappings() {
        return mappings;
    }

    /** {@return how sessions work} */
    public SessionOptions options() {
        return options;
    }

    /**
     * {@return the behavior of a session, for an actor that has one as its child: {@code context.spawn(sessions.behavior(), "session")}. It ends with
     * {@link SessionProtocol.Close}, and with its parent; what is open then is rolled back}
     */
    public Behavior<SessionProtocol.Command> behavior() {
        return Behaviors.<Object>setup(context -> SessionActor.create(terms, new SessionGate()))
                .narrow();
    }

    /**
     * {@return a session whose actor is a child of another: it ends when that one stops, fails or restarts, and what is open then is rolled back}
     *
     * @param context the other actor's; to be called by itself
     * @param name the child's name
     */
    public AsyncSession spawn(ActorContext<?> context, String name) {
        SessionGate gate = new SessionGate();
        return new AsyncSession(context.spawn(SessionActor.create(terms, gate), name), gate, engine, mappings);
    }

    /** {@return a session; who opens it closes it} */
    public AsyncSession open() {
        return open(terms);
    }

    private AsyncSession open(SessionTerms terms) {
        SessionGate gate = new SessionGate();
        terms.listening().opened(gate.info(), () -> "at " + CallSite.current());
        ActorRef<Object> actor = actors.take(terms, gate);
        return AsyncSession.kept(actor, gate, engine, mappings);
    }

    /** A session, or why there is none, as a stage. */
    private CompletionStage<AsyncSession> opened(SessionTerms terms) {
        try {
            return CompletableFuture.completedFuture(open(terms));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Works with a session, which is closed on every path; what was not committed is rolled back.
     *
     * @param <T> what the work gives
     * @param work gets the session
     * @return completes with what the work gave, when the session is closed
     */
    public <T> CompletionStage<T> session(Function<AsyncSession, ? extends CompletionStage<T>> work) {
        requireNonNull(work, "work");
        return Scopes.within(opened(terms), work, (session, failure) -> session.close());
    }

    /**
     * {@return the rows of a query as a stream, with objects that belong to no session: each chunk is forgotten when it was given, so that
     * there is no end to how many may come}
     *
     * <p>They come from a connection of their own, outside of any transaction of a session, and are as many at a time as
     * {@link ExecutionOptions#fetchSize()} says. What the query's options load, and do not join, is loaded for each chunk, on another
     * connection: it is as committed then, which may be later than the rows. Within a chunk there is one object for each row of the
     * database; an object of two chunks is two. Using what was not loaded fails, as always, and there is no session to load it later.
     *
     * <p>No listener hears of the query, nor of the transaction that it runs in: what one sets there for each transaction ({@link SessionListener#afterBegin}) or does
     * to statements ({@link SessionListener#beforeExecute}) does not hold for these rows. {@link #withLoaderCriteria} does, and {@code session.stream} is told.
     *
     * @param statement the query
     * @param parameters values by name
     * @throws io.granary.error.InvalidRequestException when an option of the query joins a collection; or when sessions of this work on a connection of
     *     the caller's
     */
    public AsyncResult<Row> stream(Executable statement, Map<String, ?> parameters) {
        if (terms.joined().isPresent()) {
            throw InvalidRequestException.of(
                    "These sessions work on a connection of yours, and this stream takes one of the engine's.",
                    "Use session.stream, or a maker without on(connection).");
        }
        return AsyncResult.of(
                engine.system(),
                new DetachedStream(
                        engine.withOptions(options.execution()),
                        mappings,
                        requireNonNull(statement, "statement"),
                        Arguments.copied(requireNonNull(parameters, "parameters")),
                        Criteria.of(options.criteria()),
                        this::opened));
    }

    private DetachedStream.Opened opened() {
        AsyncSession session = open();
        return new DetachedStream.Opened(session::perform, session::close);
    }

    /**
     * {@return the rows of a query without values as a stream; see {@link #stream(Executable, Map)}}
     *
     * @param statement the query
     */
    public AsyncResult<Row> stream(Executable statement) {
        return stream(statement, Map.of());
    }

    /**
     * {@return the first value of each row as a stream; see {@link #stream(Executable, Map)}}
     *
     * @param <T> the values' class
     * @param select the query
     */
    public <T> AsyncScalarResult<T> streamScalars(TypedSelect<T> select) {
        return stream((Select<T>) select).scalars(select.firstType().javaType());
    }

    /**
     * {@return what gets objects by their keys for many who ask at the same time, by few statements}
     *
     * <p>No listener hears of its statements, nor of the transactions that they run in, as with {@link #stream(Executable, Map)}.
     *
     * @param <E> the class of the objects
     * @param type the class
     */
    public <E> Loader<E> loader(Class<E> type) {
        return loader(type, LoaderSettings.defaults());
    }

    /**
     * {@return what gets objects by their keys for many who ask at the same time, by few statements}
     *
     * <p>No listener hears of its statements, nor of the transactions that they run in, as with {@link #stream(Executable, Map)}.
     *
     * @param <E> the class of the objects
     * @param type the class
     * @param settings how it puts them together
     */
    public <E> Loader<E> loader(Class<E> type, LoaderSettings settings) {
        EntityMapping<E> mapping = mappings.mapping(type);
        LoaderGate gate = new LoaderGate();
        return new Loader<>(
                mapping,
                engine.system()
                        .systemActorOf(
                                LoaderActor.create(
                                        engine.withOptions(options.execution()),
                                        mappings,
                                        mapping,
                                        settings,
                                        Criteria.of(options.criteria()),
                                        gate),
                                ActorNames.unique("granary-loader"),
                                DispatcherSelector.fromConfig("granary.session-dispatcher")),
                gate,
                engine.completions());
    }

    /**
     * Works with a session in a transaction: committed when the work's stage completes, rolled back when it fails, or when the stage of the
     * whole was given
     * up before the work ended.
     *
     * <p>The session has this one transaction. Work that ends it by hand leaves the scope nothing to end, and whatever it asks for afterwards
     * fails with {@link io.granary.error.InvalidRequestException}, as does the whole if objects were changed after it. Where the work closes the session, the whole fails with
     * {@link io.granary.error.ResourceClosedException}: what it has written is rolled back, and nobody is to believe that it is durable. (SQLAlchemy, "Framing
     * out a begin / commit / rollback block".)
     *
     * @param <T> what the work gives
     * @param work gets the session
     * @return completes with what the work gave, when it is durable and the session is closed
     */
    public <T> CompletionStage<T> begin(Function<AsyncSession, ? extends CompletionStage<T>> work) {
        requireNonNull(work, "work");
        return Scopes.within(
                opened(scopedTerms),
                (session, givenUp) -> Scopes.within(
                        CompletableFuture.completedFuture(session),
                        (open, unused) -> work.apply(open),
                        (open, failure) -> failure == null ? open.commitScopeAndClose() : open.rollback(),
                        givenUp),
                (session, failure) -> session.close(),
                () -> false);
    }
}
