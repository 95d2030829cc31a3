package io.granary.engine;

import com.typesafe.config.Config;
import io.granary.dialect.Dialect;
import io.granary.driver.Driver;
import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.CallSite;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.EngineFactory;
import io.granary.engine.internal.FirstMeeting;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.RetryBooks;
import io.granary.engine.internal.Retrying;
import io.granary.engine.internal.Scopes;
import io.granary.engine.internal.Stages;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.PoolCommand;
import io.granary.engine.internal.protocol.EngineActor;
import io.granary.engine.internal.protocol.OwnerGuard;
import io.granary.error.ArgumentException;
import io.granary.schema.SchemaSession;
import io.granary.schema.SchemaTarget;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.reactivestreams.Publisher;

/**
 * The door to one database: a pool of connections, each an actor, and statements run on them without blocking anyone.
 *
 * <p>Thread-safe; a view made by {@link #withOptions}, {@link #ownedBy}, {@link #within} or {@link #withPriority} shares the pool.
 * Nothing is opened before the first use. Whoever created an engine closes it; one that is open when its actor system ends is closed by
 * CoordinatedShutdown, in the phase {@code before-actor-system-terminate}: lent connections may finish within the close timeout, but
 * no longer than four fifths of that phase's own timeout, and are then taken back. What is asked of an engine after its end fails with
 * {@link io.granary.error.PoolClosedException}.
 *
 * <p>Stages complete on the executor that {@link EngineOptions} names, by default the actor system's dispatcher, and fail with
 * exceptions of {@code io.granary.error} only. Giving up a stage (cancelling it, or {@code orTimeout}) stops what it stands for as far as
 * that can be stopped. A place in line is given up, and a connection that arrives for nobody goes back to the pool. A statement is stopped on
 * the server, where the driver can, and the transaction that it ran in can only be rolled back then. The work of a scope that was given up
 * before its connection came is not begun; a scope that was given up while its work runs is cleaned up when that has ended, and its transaction
 * is rolled back: only what somebody still waits for is committed. A COMMIT is never stopped. What counts is the stage that the method gave, and
 * not one made of it.
 *
 * <p>Source of the operations: SQLAlchemy 2, "Asynchronous I/O (asyncio)", AsyncEngine.
 */
public final class AsyncEngine implements SchemaTarget {

    private final EngineView view;
    private final DatabaseUrl url;

    private AsyncEngine(EngineView view, DatabaseUrl url) {
        this.view = view;
        this.url = url;
    }

    /**
     * {@return an engine with default options}
     *
     * @param system where its actors live
     * @param url where the database is: see {@link DatabaseUrl}
     * @throws io.granary.error.ArgumentException if the URL is wrong
     * @throws io.granary.error.NoSuchModuleException if there is no driver for it
     */
    public static AsyncEngine create(ActorSystem<?> system, String url) {
        return create(system, url, EngineOptions.defaults());
    }

    /**
     * {@return an engine}
     *
     * @param system where its actors live
     * @param url where the database is: see {@link DatabaseUrl}
     * @param options its options
     * @throws io.granary.error.ArgumentException if the URL is wrong
     * @throws io.granary.error.NoSuchModuleException if there is no driver for it
     */
    public static AsyncEngine create(ActorSystem<?> system, String url, EngineOptions options) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        return of(EngineFactory.open(system, parsed, options), parsed);
    }

    /**
     * {@return an engine described by configuration}
     *
     * @param system where its actors live
     * @param config a block with {@code url} and any of the keys in {@code docs/reference/settings.md}
     * @throws io.granary.error.ArgumentException if a key or a value is wrong
     * @throws io.granary.error.NoSuchModuleException if there is no driver for the URL
     */
    public static AsyncEngine create(ActorSystem<?> system, Config config) {
        return create(
                system, EngineConfig.read(config, system.settings().config().getConfig("granary.engine-defaults")));
    }

    static AsyncEngine create(ActorSystem<?> system, EngineConfig read) {
        return of(EngineFactory.open(system, read.url(), read.options()), read.url());
    }

    /**
     * {@return an engine on a driver of the caller's, which is closed with the engine}
     *
     * @param system where its actors live
     * @param url names the dialect; its other parts are shown and not used
     * @param options its options
     * @param driver opens the connections, one call for each
     */
    public static AsyncEngine create(ActorSystem<?> system, String url, EngineOptions options, Driver driver) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        return of(EngineFactory.open(system, parsed, options, driver), parsed);
    }

    /**
     * {@return an engine on the driver that the URL names, with something of the caller's before it: to count, to delay, to break, or to have all
     * that tests do undone}
     *
     * @param system where its actors live
     * @param url where the database is: see {@link DatabaseUrl}
     * @param options its options
     * @param around gets that driver and gives the one that the engine uses, and closes in the end
     * @throws io.granary.error.ArgumentException if the URL is wrong
     * @throws io.granary.error.NoSuchModuleException if there is no driver for it
     */
    public static AsyncEngine create(
            ActorSystem<?> system, String url, EngineOptions options, UnaryOperator<Driver> around) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        return of(EngineFactory.open(system, parsed, options, around), parsed);
    }

    private static AsyncEngine of(EngineCore core, DatabaseUrl url) {
        return new AsyncEngine(
                new EngineView(core, EngineFactory.executionOptions(core.options()), AcquireTerms.anonymous()), url);
    }

    // ---- views

    /**
     * {@return a view with more execution options, on the same pool}
     *
     * @param options what differs; what it leaves open stays as it is here
     */
    public AsyncEngine withOptions(ExecutionOptions options) {
        return new AsyncEngine(view.withOptions(Arguments.given(options, "options")), url);
    }

    /**
     * {@return a view whose leases are tied to an actor: when the actor stops, fails or restarts, what it holds is rolled back and
     * taken back}
     *
     * @param context the actor's context; to be called by the actor itself
     * @throws io.granary.error.IllegalThreadException if somebody else calls
     */
    public AsyncEngine ownedBy(ActorContext<?> context) {
        ActorRef<?> guard = OwnerGuard.of(context);
        return new AsyncEngine(
                view.withTerms(
                        view.terms().ownedBy(guard, context.getSelf().path().toString())),
                url);
    }

    /**
     * {@return what stands for an actor as the owner of leases in {@link EngineProtocol.Acquire}: it ends when the actor stops, fails or
     * restarts. An actor has one, which is its child}
     *
     * @param context the actor's context; to be called by the actor itself
     * @throws io.granary.error.IllegalThreadException if somebody else calls
     */
    public static ActorRef<?> ownerOf(ActorContext<?> context) {
        return OwnerGuard.of(context);
    }

    /**
     * {@return a view that waits for a connection no longer than this}
     *
     * @param patience from 1 ms to 24 days, or zero for not at all
     * @throws io.granary.error.ArgumentException if it is anything else
     */
    public AsyncEngine within(Duration patience) {
        return new AsyncEngine(view.withTerms(view.terms().within(Arguments.patience(patience))), url);
    }

    /**
     * {@return a view whose wishes for connections are of a class}
     *
     * @param priority the class; higher ones are served first
     */
    public AsyncEngine withPriority(Priority priority) {
        return new AsyncEngine(view.withTerms(view.terms().with(Arguments.given(priority, "priority"))), url);
    }

    // ---- connections

    /**
     * Leases a connection.
     *
     * @return completes with a connection that the caller has to close
     */
    public CompletionStage<AsyncConnection> connect() {
        return acquire(CallSite::current);
    }

    private Promise<AsyncConnection> acquire(Supplier<CallSite> place) {
        if (view.terms().owner().isPresent()) {
            return view.core().acquire(view.terms(), this::connection);
        }
        CallSite site = place.get();
        return view.core().acquire(view.terms().at(site), lease -> AsyncConnection.on(view, lease, () -> "at " + site));
    }

    /**
     * Works with a connection, which is closed on every path; what was not committed is rolled back.
     *
     * @param <T> what the work gives
     * @param work gets the connection; its stage ends the scope
     * @return completes with what the work gave, after the connection went back
     */
    public <T> CompletionStage<T> connect(Function<AsyncConnection, ? extends CompletionStage<T>> work) {
        return scope(work, (connection, givenUp) -> work.apply(connection));
    }

    private <T> CompletionStage<T> scope(
            Function<AsyncConnection, ? extends CompletionStage<T>> given,
            BiFunction<AsyncConnection, BooleanSupplier, ? extends CompletionStage<T>> work) {
        return EngineCore.attempt(() -> {
            Arguments.given(given, "work");
            Promise<AsyncConnection> connection = acquire(() -> site(given));
            CompletionStage<T> whole = Scopes.within(connection, work, (taken, failure) -> taken.close(), () -> false);
            // Given up while waiting in line: the place in the line is given up too.
            Stages.onEnd(whole, () -> connection.cancel(false));
            return whole;
        });
    }

    /** A scope closes its connection by itself; whoever looks for leaks gets the line all the same. */
    private CallSite site(Object work) {
        return view.core().options().leakWarning().isPresent() ? CallSite.current() : CallSite.of(work);
    }

    /**
     * Works within a transaction, which commits when the work's stage completes and rolls back when it fails, or when the stage that
     * this gives was given up before.
     *
     * @param <T> what the work gives
     * @param work gets the connection; its stage ends the transaction
     * @return completes with what the work gave, after the commit and after the connection went back
     */
    public <T> CompletionStage<T> begin(Function<AsyncConnection, ? extends CompletionStage<T>> work) {
        return scope(work, (connection, givenUp) -> connection.scope(false, work, givenUp));
    }

    /**
     * Works within a transaction as {@link #begin(Function)} does, and does so again, from the start, in another transaction on another
     * lease, when it failed for a reason that may be gone by then: see {@link RetryPolicy}. So the work may be run several times, and what
     * it does besides the database has to bear that.
     *
     * <p>All attempts together wait for connections no longer than {@link #within} says. Giving the stage up rolls back the attempt that
     * runs, and there is no other.
     *
     * @param <T> what the work gives
     * @param policy how often and after what
     * @param work gets the connection of its attempt; its stage ends the transaction
     * @return completes with what the work gave, after its commit. Fails with what the last attempt failed with, which has the failures
     *     before it suppressed; an exception of {@code io.granary.error} tells how many there were by {@link
     *     io.granary.error.GranaryException#attempts()}
     */
    public <T> CompletionStage<T> retrying(
            RetryPolicy policy, Function<AsyncConnection, ? extends CompletionStage<T>> work) {
        return EngineCore.attempt(() -> {
            Arguments.given(work, "work");
            RetryBooks books = books(policy);
            return Retrying.run(
                    view.core(),
                    books,
                    patience -> waiting(patience).begin(connection -> {
                        books.leased();
                        return work.apply(connection);
                    }));
        });
    }

    RetryBooks books(RetryPolicy policy) {
        return Retrying.books(
                view.core(), Arguments.given(policy, "policy"), view.terms().patience());
    }

    /** The view of one attempt. */
    AsyncEngine waiting(Optional<Duration> patience) {
        return patience.map(limit -> new AsyncEngine(view.withTerms(view.terms().within(limit)), url))
                .orElse(this);
    }

    /**
     * Begins a transaction on a connection of its own.
     *
     * @return completes with a transaction that the caller has to end; {@code tx.connection()} is to be closed after it
     */
    public CompletionStage<AsyncTransaction> begin() {
        Promise<AsyncConnection> connection = acquire(CallSite::current);
        CompletionStage<AsyncTransaction> begun =
                Scopes.handOver(connection, AsyncConnection::begin, AsyncConnection::close);
        Stages.onEnd(begun, () -> connection.cancel(false));
        return begun;
    }

    private AsyncConnection connection(Lease lease) {
        return AsyncConnection.on(view, lease, () -> "by its owner");
    }

    private AsyncConnection connection(AcquireTerms terms, Lease lease) {
        return AsyncConnection.on(view.withTerms(terms), lease, () -> "by a message");
    }

    // ---- one statement

    /**
     * Runs one statement on any connection and commits it.
     *
     * @param statement what to run
     * @return completes with its result, after the commit
     */
    public CompletionStage<Result> execute(Executable statement) {
        return execute(statement, List.of());
    }

    /**
     * Runs one statement on any connection and commits it.
     *
     * @param statement what to run
     * @param parameters values by name
     * @return completes with its result, after the commit
     */
    public CompletionStage<Result> execute(Executable statement, Map<String, ?> parameters) {
        return EngineCore.attempt(() -> execute(statement, Arguments.one(parameters)));
    }

    /**
     * Runs one statement many times in one transaction on any connection.
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run; none for one run without values
     * @return completes with its result, after the commit
     */
    public CompletionStage<Result> execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return EngineCore.attempt(() -> {
            Arguments.given(statement, "statement");
            if (FirstMeeting.isDue(view.core(), statement)) {
                return FirstMeeting.execute(view.core(), view.terms(), statement, parameters, view.options());
            }
            BoundStatement bound = view.core().compile(statement, parameters, view.options());
            return view.core().runOnce(view.terms(), bound, view.options());
        });
    }

    /**
     * Runs a statement on a connection of its own and gives its rows as they come.
     *
     * <p>Nothing is leased before there is a subscriber; each has the statement run anew. The connection is given back before the subscriber hears of the end, and
     * soon after it cancels. What the statement changes is committed when it has ended, and not when it was cancelled. Otherwise as {@link
     * AsyncConnection#stream(Executable, Map)}.
     *
     * @param statement what to run
     * @param parameters values by name
     * @return the rows
     */
    public Publisher<RowChunk> stream(Executable statement, Map<String, ?> parameters) {
        return new EngineStream(this, view.options(), statement, parameters);
    }

    /**
     * Runs a statement without values on a connection of its own and gives its rows as they come, as {@link #stream(Executable, Map)} does.
     *
     * @param statement what to run
     * @return the rows
     */
    public Publisher<RowChunk> stream(Executable statement) {
        return stream(statement, Map.of());
    }

    // ---- channels

    /**
     * Tells something on a channel of the database, at once, to all who listen.
     *
     * @param channel the channel's name; its letter case counts
     * @param payload what is told; PostgreSQL takes less than 8000 bytes
     * @return completes when it has been told; fails with {@link io.granary.error.NotSupportedException} where the database has no channels
     */
    public CompletionStage<Done> notify(String channel, String payload) {
        return EngineCore.attempt(() -> view.core()
                .runOnce(view.terms(), EngineNotices.telling(view.core(), channel, payload), view.options())
                .thenApply(told -> Done.getInstance()));
    }

    /**
     * Listens on channels of the database, as {@link #listen(List, ListenOptions)} does with the usual options.
     *
     * @param channels their names, at least one; their letter case counts
     * @return what is told on them
     */
    public Publisher<Notice> listen(String... channels) {
        return listen(List.of(channels), ListenOptions.defaults());
    }

    /**
     * Listens on channels of the database.
     *
     * <p>Each subscriber has a connection of its own, which takes no place in the pool and is closed when it cancels. When that is lost, another is opened, with pauses that grow, and a
     * {@link Notice.Gap} tells that notifications may be missing; so it does where the subscriber is so slow that the oldest had to be dropped. Before the server has
     * listened once, what trying again does not mend (a wrong password) fails the stream. It ends with the engine, and with the view's owner where it has one ({@link #ownedBy}).
     *
     * <p>A notification is told once, to those who listen when its transaction commits; equal ones of one transaction are told as one by PostgreSQL.
     *
     * <p>Signals come on the driver's thread, which serves other connections too and must not be blocked; the end comes from whoever ends it, the engine's close among them.
     *
     * @param channels their names, at least one; their letter case counts
     * @param options how to go about it
     * @return what is told on them; fails with {@link io.granary.error.NotSupportedException} where the database has no channels
     * @throws ArgumentException when there is no channel
     */
    public Publisher<Notice> listen(List<String> channels, ListenOptions options) {
        if (Arguments.given(channels, "channels").isEmpty()) {
            throw ArgumentException.of("No channel is named to listen on.", "Name at least one.");
        }
        return new EngineNotices(
                view.core(), view.terms().owner(), List.copyOf(channels), Arguments.given(options, "options"));
    }

    // ---- tables

    /**
     * {@inheritDoc}
     *
     * <p>{@link io.granary.schema.MetaData#createAll(SchemaTarget)} and its like stand on it.
     */
    @Override
    public <T> CompletionStage<T> withSchema(Function<SchemaSession, ? extends CompletionStage<T>> work) {
        return EngineCore.attempt(() -> {
            Arguments.given(work, "work");
            return begin(connection -> connection.withSchema(work));
        });
    }

    // ---- life

    /**
     * Closes idle connections, and lent ones when they come back. The engine goes on, on new connections.
     *
     * @return completes when the idle connections are closed
     */
    public CompletionStage<Done> dispose() {
        Promise<Done> promise = view.core().promise();
        view.core().ask(new PoolCommand.Dispose(promise), promise);
        return promise;
    }

    /**
     * Ends the engine for good. Waiters and later calls fail with {@link io.granary.error.PoolClosedException}; lent connections may
     * finish within the close timeout and are taken back after it. Closing twice is no error.
     *
     * @return completes when every connection is closed
     */
    public CompletionStage<Done> close() {
        return view.core().close();
    }

    // ---- what it is

    /** {@return the same engine for code that blocks; refuses to work on threads that must not block} */
    public SyncEngine syncEngine() {
        return SyncEngine.of(this);
    }

    /** {@return the dialect: as the URL tells, and as the server told once a connection was open} */
    public Dialect dialect() {
        return view.core().dialect();
    }

    /** {@return the actor system that its actors live in} */
    public ActorSystem<?> system() {
        return view.core().system();
    }

    /** {@return what the cache of compiled statements has done so far, for metrics; a snapshot that waits for nothing} */
    public CacheStatistics compiledCache() {
        return view.core().compiler().cacheStatistics();
    }

    /** {@return the pool's numbers and holders} */
    public Pool pool() {
        return new Pool(view.core());
    }

    /** {@return where the database is; its text has no password} */
    public DatabaseUrl url() {
        return url;
    }

    /** {@return its name in logs, errors and actor paths} */
    public String name() {
        return view.core().name();
    }

    /** {@return its options} */
    public EngineOptions options() {
        return view.core().options();
    }

    /** {@return where its stages complete, and those of what is built on it, as its options say} */
    public Executor completions() {
        return view.core().completions();
    }

    /** {@return the execution options of this view} */
    public ExecutionOptions executionOptions() {
        return view.options();
    }

    /**
     * {@return a ref that speaks {@link EngineProtocol} for this view, until the engine is closed, or the view's owner ends}
     *
     * <p>Views with equal options and terms have one ref, and give it however often they are asked. A deadline that differs from request
     * to request belongs in the command, whose {@code within} wins over the view's.
     *
     * @throws io.granary.error.InvalidRequestException if a thousand different views of the same owner, or of none, have one already
     * @throws io.granary.error.PoolClosedException if the actor system has ended
     */
    public ActorRef<EngineProtocol.Command> ref() {
        return view.core()
                .ref(
                        view.terms().owner(),
                        view,
                        () -> EngineActor.spawn(view.core(), view.options(), view.terms(), facade()));
    }

    private EngineActor.Facade facade() {
        return new EngineActor.Facade() {
            @Override
            public AsyncConnection on(AcquireTerms terms, Lease lease) {
                return connection(terms, lease);
            }

            @Override
            public Publisher<RowChunk> stream(Executable statement, Map<String, ?> parameters) {
                return AsyncEngine.this.stream(statement, parameters);
            }
        };
    }

    EngineView view() {
        return view;
    }

    @Override
    public String toString() {
        return "AsyncEngine[" + name() + ", " + url + "]";
    }
}
