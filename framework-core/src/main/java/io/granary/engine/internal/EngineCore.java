package io.granary.engine.internal;

import io.granary.dialect.Dialect;
import io.granary.dialect.ServerFacts;
import io.granary.dialect.render.CompilerOptions;
import io.granary.driver.Driver;
import io.granary.driver.OffThreadDriver;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineOptions;
import io.granary.engine.EngineProtocol;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.Ticker;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.StatementCompiler;
import io.granary.engine.internal.compile.StatementContext;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.Demand;
import io.granary.engine.internal.pool.PoolCommand;
import io.granary.engine.internal.pool.PoolSupervisor;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolClosedException;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;

/** What all facades of one engine share: its pool, its compiler, its dialect as far as known, where its stages complete. Thread-safe. */
public final class EngineCore {

    private static final int PERCENT = 100;
    private static final int DRAIN_SHARE = 80;

    private final ActorSystem<?> system;
    private final String name;
    private final EngineOptions options;
    private final Executor completions;
    private final StatementCompiler compiler;
    private final KnownServer server;
    private final EngineEnd end;
    private final ConnectionSetup setup;
    private final ActorRef<PoolCommand> pool;
    private final Map<Optional<ActorRef<?>>, SharedRefs<Object, EngineProtocol.Command>> refs =
            new ConcurrentHashMap<>();

    private EngineCore(
            ActorSystem<?> system,
            String name,
            EngineOptions options,
            StatementCompiler compiler,
            KnownServer server,
            EngineEnd end,
            Driver driver,
            ConnectionSetup setup,
            ActorRef<PoolCommand> pool) {
        this.system = system;
        this.name = name;
        this.options = options;
        this.completions = Completions.executor(system, options, driver);
        this.compiler = compiler;
        this.server = server;
        this.end = end;
        this.setup = setup;
        this.pool = pool;
    }

    /**
     * {@return the core of a new engine; its pool has opened nothing}
     *
     * @param system where its actors live
     * @param name its name in logs, errors and actor paths
     * @param dialect its dialect as the URL tells
     * @param driver opens its connections
     * @param options its options
     */
    public static EngineCore open(
            ActorSystem<?> system, String name, Dialect dialect, Driver driver, EngineOptions options) {
        // Else a connection actor would wait for the database on its own thread, deaf to its clocks and to everybody.
        Driver offThread = OffThreadDriver.of(driver, "granary-" + name);
        KnownServer server = new KnownServer(dialect);
        EngineEnd end = new EngineEnd(offThread, options.connectTimeout());
        ConnectionSetup setup =
                new ConnectionSetup(name, offThread, server::dialect, options, Listeners.of(name, options));
        // The supervisor may end before this method does, so it is told of nothing that is not made yet.
        ActorRef<PoolCommand> pool = spawn(
                system,
                PoolSupervisor.create(
                        setup,
                        server::learn,
                        end::poolEnded,
                        () -> ThreadLocalRandom.current().nextDouble()),
                "granary-" + ActorNames.unique(name));
        EngineCore core = new EngineCore(
                system,
                name,
                options,
                StatementCompiler.of(
                        CompilerOptions.of(dialect)
                                .withCacheSize(options.queryCacheSize())
                                .withPageSize(options.insertManyValuesPageSize()),
                        server::dialect),
                server,
                end,
                offThread,
                setup,
                pool);
        Cancellable shutdownTask = CoordinatedShutdown.get(system)
                .addCancellableTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "granary-close-" + name,
                        core::closeWithSystem);
        end.whenEnded(shutdownTask::cancel);
        return core;
    }

    private static <C> ActorRef<C> spawn(ActorSystem<?> system, Behavior<C> behavior, String name) {
        try {
            return system.systemActorOf(behavior, name, DispatcherSelector.fromConfig("granary.dispatcher"));
        } catch (IllegalStateException ended) {
            throw new PoolClosedException(
                    ErrorReport.of(
                                    ErrorCode.POOL_CLOSED,
                                    "The actor system \"" + system.name() + "\" has ended, or is ending.")
                            .hint("create engines on an actor system that runs, and use them before it ends"),
                    ended);
        }
    }

    /**
     * {@return a new actor outside of the user's tree}
     *
     * @param <C> what it is told
     * @param behavior what it does
     * @param kind its name, which is made unique
     * @throws PoolClosedException if the actor system has ended
     */
    public <C> ActorRef<C> spawn(Behavior<C> behavior, String kind) {
        return spawn(system, behavior, ActorNames.unique(kind));
    }

    /**
     * {@return the ref that speaks for a view of this engine}
     *
     * @param owner whom the view's leases belong to
     * @param view the view; equal ones share a ref
     * @param spawn makes the ref
     */
    public ActorRef<EngineProtocol.Command> ref(
            Optional<ActorRef<?>> owner, Object view, Supplier<ActorRef<EngineProtocol.Command>> spawn) {
        return refs.computeIfAbsent(owner, first -> new SharedRefs<>()).get(view, spawn);
    }

    /**
     * Forgets the refs of an owner's views; they have ended.
     *
     * @param owner whose
     */
    public void forgetRefs(Optional<ActorRef<?>> owner) {
        refs.remove(owner);
    }

    /** {@return where the actors live} */
    public ActorSystem<?> system() {
        return system;
    }

    /** {@return the engine's name} */
    public String name() {
        return name;
    }

    /** {@return the engine's options} */
    public EngineOptions options() {
        return options;
    }

    /** {@return the dialect as far as it is known} */
    public Dialect dialect() {
        return server.dialect();
    }

    /** {@return what the first connection learned; empty before it} */
    public Optional<ServerFacts> facts() {
        return server.facts();
    }

    /** {@return what tells how much time has passed} */
    public Ticker ticker() {
        return setup.ticker();
    }

    /** {@return what connections outside of the pool are opened with} */
    public ConnectionSetup setup() {
        return setup;
    }

    /** {@return where stages complete} */
    public Executor completions() {
        return completions;
    }

    /** {@return the pool supervisor} */
    public ActorRef<PoolCommand> pool() {
        return pool;
    }

    /** {@return compiles statements, with a cache} */
    public StatementCompiler compiler() {
        return compiler;
    }

    /** {@return whether the engine was closed} */
    public boolean isClosed() {
        return end.isAsked();
    }

    /**
     * {@return a promise that completes where this engine's stages do}
     *
     * @param <T> what is promised
     */
    public <T> Promise<T> promise() {
        return new Promise<>(completions);
    }

    /**
     * {@return a stage of what a call gives, failed with what it throws}
     *
     * @param <T> what is promised
     * @param call may throw
     */
    public static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /**
     * {@return a statement ready for the driver}
     *
     * @param statement what to run
     * @param parameters one map for each execution
     * @param execution its options
     */
    public BoundStatement compile(
            Executable statement, List<? extends Map<String, ?>> parameters, ExecutionOptions execution) {
        Arguments.given(statement, "statement");
        BoundStatement bound = Arguments.reading(() -> compiler.compile(
                statement,
                Arguments.present(parameters),
                new StatementContext(execution.tags(), execution.schemaTranslation())));
        if (bound.compiled().transactionControl()) {
            throw InvalidRequestException.of(
                    "Transaction control as text would go behind the connection's back: " + bound.sql(),
                    "use begin(), commit(), rollback(), beginNested() and ExecutionOptions");
        }
        return placed(bound);
    }

    /** Looking where it was called from costs a walk up the stack. */
    private BoundStatement placed(BoundStatement bound) {
        return options().statementOrigins() ? bound.from(CallSite.current().toString()) : bound;
    }

    /**
     * {@return a statement in the driver's own spelling, ready for it}
     *
     * @param sql the text
     * @param values in the order of its markers
     */
    public BoundStatement raw(String sql, List<? extends @Nullable Object> values) {
        Arguments.given(sql, "sql");
        return placed(Arguments.reading(() -> compiler.raw(sql, Arguments.given(values, "values"))));
    }

    /**
     * {@return completes with a lease}
     *
     * @param <T> what is made of it
     * @param terms on what terms
     * @param change makes it of the lease. If the stage was given up by then, the lease goes back
     */
    public <T> Promise<T> acquire(AcquireTerms terms, Function<Lease, T> change) {
        Promise<T> promise = promise();
        ask(new PoolCommand.Acquire(terms, new Demand.ForLease(new OnceAnswer<>(promise.map(change)))), promise);
        return promise;
    }

    /**
     * {@return completes with what one statement gave, after it was committed}
     *
     * @param terms on what terms
     * @param statement what to run
     * @param execution its options
     */
    public CompletionStage<Result> runOnce(AcquireTerms terms, BoundStatement statement, ExecutionOptions execution) {
        Promise<Result> promise = promise();
        ask(
                new PoolCommand.Acquire(terms, new Demand.ForStatement(statement, execution, promise.map(Result::of))),
                promise);
        return promise;
    }

    /**
     * {@return an answer to a commit on a lease, which finds out what became of one whose link was lost, if the options say so}
     *
     * @param lease whose transaction ends
     * @param asker who asked for the commit
     */
    public Answer<ConnectionProtocol.Outcome> resolving(Lease lease, Answer<ConnectionProtocol.Outcome> asker) {
        if (options.commitResolution().isEmpty()) {
            return asker;
        }
        // While the server is asked, whoever sent the commit may find the connection ended, and say so as well.
        return new OnceAnswer<>(CommitResolution.before(this, lease, asker));
    }

    /**
     * Tells the pool something, or answers for it when it has ended.
     *
     * @param command what to tell
     * @param answer who is answered
     */
    public void ask(PoolCommand command, Answer<?> answer) {
        if (end.isPoolOver()) {
            answer.fail(closedFailure());
            return;
        }
        tell(command);
        if (end.isPoolOver()) {
            // It may have come too late to be read; if it was read, it has been answered and this changes nothing.
            answer.fail(closedFailure());
        }
    }

    /** Telling an actor that is only just being put in place takes a lock, which a thread that was interrupted is refused. */
    private void tell(PoolCommand command) {
        boolean interrupted = Thread.interrupted();
        try {
            pool.tell(command);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private GranaryException closedFailure() {
        return PoolClosedException.of(
                "The engine \"" + name + "\" is closed.", "create another engine; a closed one does not open again");
    }

    /** {@return completes when every connection is closed, those of listeners too; lent ones are waited for as long as the close timeout says} */
    public CompletionStage<Done> close() {
        return close(options.closeTimeout());
    }

    private CompletionStage<Done> close(Duration drain) {
        if (end.ask()) {
            tell(new PoolCommand.Close(drain, Answer.unheard()));
        }
        Promise<Done> promise = promise();
        end.whenEnded(() -> promise.succeed(Done.getInstance()));
        return promise;
    }

    /** The phase has a clock of its own, and taking connections back wants some of its time. */
    private CompletionStage<Done> closeWithSystem() {
        Duration phase = Duration.ofNanos(CoordinatedShutdown.get(system)
                .timeout(CoordinatedShutdown.PhaseBeforeActorSystemTerminate())
                .toNanos());
        Duration most = phase.multipliedBy(DRAIN_SHARE).dividedBy(PERCENT);
        return close(options.closeTimeout().compareTo(most) < 0 ? options.closeTimeout() : most);
    }

    /**
     * Runs something as soon as the end of the engine is asked for, at once if it has been; on any thread.
     *
     * @param action what to run; it must be quick
     */
    public void beforeEnd(Runnable action) {
        end.beforeIt(action);
    }

    /**
     * Has the end of the engine wait for something, for no longer than a connect may take. To be called before {@link #isClosed} is asked, and not to be relied on where that
     * says yes.
     *
     * @param stage what to wait for
     */
    public void endsAfter(CompletionStage<?> stage) {
        end.comesAfter(stage);
    }

    /**
     * Forgets something that was to be run before the end.
     *
     * @param action which
     */
    public void forget(Runnable action) {
        end.forget(action);
    }

    /**
     * Runs something when the engine has ended, at once if it has; on any thread.
     *
     * @param action what to run; it must be quick
     */
    public void whenEnded(Runnable action) {
        end.whenEnded(action);
    }

    /**
     * {@return a failed stage}
     *
     * @param <T> what would have been promised
     * @param failure why
     */
    public static <T> CompletionStage<T> failed(@Nullable Throwable failure) {
        return CompletableFuture.failedFuture(
                failure == null ? new IllegalStateException("failed without a reason") : failure);
    }
}
