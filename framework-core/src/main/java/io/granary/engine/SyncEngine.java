package io.granary.engine;

import io.granary.dialect.Dialect;
import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.BlockingThreads;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.RetryBooks;
import io.granary.engine.internal.Retrying;
import io.granary.schema.SchemaSession;
import io.granary.schema.SyncSchemaTarget;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An engine for code that blocks: the same pool and the same actors as {@link AsyncEngine}, whose stages each method waits for.
 *
 * <p>Thread-safe. Each method that waits throws what {@link Blocking#await} throws: on a dispatcher's thread or an event loop {@link
 * io.granary.error.IllegalThreadException} before anything is begun, otherwise what the stage failed with. An owner that is an actor has no use for it, since an
 * actor must not block; so there is no {@code ownedBy} here.
 */
public final class SyncEngine implements SyncSchemaTarget {

    private final AsyncEngine engine;

    private SyncEngine(AsyncEngine engine) {
        this.engine = engine;
    }

    static SyncEngine of(AsyncEngine engine) {
        return new SyncEngine(engine);
    }

    /** {@return a connection that the caller has to close, as with try} */
    public SyncConnection connect() {
        return SyncConnection.of(BlockingThreads.run(() -> engine.connect()));
    }

    /**
     * Works with a connection, which is closed on every path; what was not committed is rolled back.
     *
     * @param <T> what the work gives
     * @param work gets the connection
     * @return what the work gave
     */
    public <T> T connect(Function<SyncConnection, T> work) {
        try (SyncConnection connection = connect()) {
            return work.apply(connection);
        }
    }

    /** {@return a transaction on a connection of its own, which the caller has to end; its connection is to be closed after it} */
    public SyncTransaction begin() {
        return SyncTransaction.of(BlockingThreads.run(() -> engine.begin()));
    }

    /**
     * Works within a transaction, which commits when the work returns and rolls back when it throws.
     *
     * @param <T> what the work gives
     * @param work gets the connection
     * @return what the work gave
     */
    public <T> T begin(Function<SyncConnection, T> work) {
        return connect(connection -> connection.begin(work));
    }

    /**
     * Works within a transaction as {@link #begin(Function)} does, and does so again, from the start, in another transaction on another
     * lease, when it failed for a reason that may be gone by then: see {@link AsyncEngine#retrying}. The work runs on the calling thread,
     * which waits in the pauses too.
     *
     * @param <T> what the work gives
     * @param policy how often and after what
     * @param work gets the connection of its attempt
     * @return what the work gave
     */
    public <T> T retrying(RetryPolicy policy, Function<SyncConnection, T> work) {
        Arguments.given(work, "work");
        EngineCore core = engine.view().core();
        RetryBooks books = engine.books(policy);
        while (true) {
            Optional<Duration> patience = books.begin(core.options().poolTimeout());
            try {
                return of(engine.waiting(patience)).begin(connection -> {
                    books.leased();
                    return work.apply(connection);
                });
            } catch (RuntimeException failure) {
                Duration pause = books.failed(failure).orElseThrow(() -> books.told(failure));
                BlockingThreads.run(() -> Retrying.pause(core, pause));
            }
        }
    }

    /**
     * Tells something on a channel of the database, at once, to all who listen.
     *
     * @param channel the channel's name; its letter case counts
     * @param payload what is told
     */
    public void notify(String channel, String payload) {
        BlockingThreads.run(() -> engine.notify(channel, payload));
    }

    /**
     * {@return the result of one statement, run on any connection and committed}
     *
     * @param statement what to run
     */
    public Result execute(Executable statement) {
        return BlockingThreads.run(() -> engine.execute(statement));
    }

    /**
     * {@return the result of one statement, run on any connection and committed}
     *
     * @param statement what to run
     * @param parameters values by name
     */
    public Result execute(Executable statement, Map<String, ?> parameters) {
        return BlockingThreads.run(() -> engine.execute(statement, parameters));
    }

    /**
     * {@return the result of one statement, run many times in one transaction on any connection}
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return BlockingThreads.run(() -> engine.execute(statement, parameters));
    }

    /** Closes idle connections, and lent ones when they come back. */
    public void dispose() {
        BlockingThreads.run(() -> engine.dispose());
    }

    /**
     * Ends the engine for good; lent connections may finish within the close timeout and are taken back after it. Closing twice is no
     * error.
     */
    public void close() {
        BlockingThreads.run(() -> engine.close());
    }

    @Override
    public <T> T withSchema(Function<SchemaSession, ? extends CompletionStage<T>> work) {
        return BlockingThreads.run(() -> engine.withSchema(work));
    }

    /**
     * {@return a view with more execution options, on the same pool}
     *
     * @param options what differs; what it leaves open stays as it is here
     */
    public SyncEngine withOptions(ExecutionOptions options) {
        return of(engine.withOptions(options));
    }

    /**
     * {@return a view that waits for a connection no longer than this}
     *
     * @param patience from 1 ms to 24 days, or zero for not at all
     * @throws io.granary.error.ArgumentException if it is anything else
     */
    public SyncEngine within(Duration patience) {
        return of(engine.within(patience));
    }

    /**
     * {@return a view whose wishes for connections are of a class}
     *
     * @param priority the class; higher ones are served first
     */
    public SyncEngine withPriority(Priority priority) {
        return of(engine.withPriority(priority));
    }

    /** {@return the dialect: as the URL tells, and as the server told once a connection was open} */
    public Dialect dialect() {
        return engine.dialect();
    }

    /** {@return what the cache of compiled statements has done so far, for metrics} */
    public CacheStatistics compiledCache() {
        return engine.compiledCache();
    }

    /** {@return the pool's numbers and holders, as stages for {@link Blocking#await}} */
    public Pool pool() {
        return engine.pool();
    }

    /** {@return where the database is; its text has no password} */
    public DatabaseUrl url() {
        return engine.url();
    }

    /** {@return its name in logs, errors and actor paths} */
    public String name() {
        return engine.name();
    }

    /** {@return its options} */
    public EngineOptions options() {
        return engine.options();
    }

    /** {@return the execution options of this view} */
    public ExecutionOptions executionOptions() {
        return engine.executionOptions();
    }

    /** {@return the same engine for code that does not block} */
    public AsyncEngine asyncEngine() {
        return engine;
    }

    @Override
    public String toString() {
        return "Sync" + engine.toString().substring("Async".length());
    }
}
