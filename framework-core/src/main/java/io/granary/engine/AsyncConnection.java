package io.granary.engine;

import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.Scopes;
import io.granary.engine.internal.SpawnedWork;
import io.granary.engine.internal.StatementStream;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.connection.EarlyRows;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.InvalidRequestException;
import io.granary.schema.SchemaSession;
import io.granary.schema.SchemaTarget;
import io.granary.sql.CopyIn;
import io.granary.sql.Executable;
import io.granary.sql.TypedSelect;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.reactivestreams.Publisher;

/**
 * A leased connection: one statement at a time, in the order in which they are asked for, whoever asks.
 *
 * <p>Thread-safe handle on a connection actor; whoever leased it closes it. The first statement begins a transaction (autobegin) and
 * nothing is committed unless asked: see {@link #commit()}. A statement that the database refuses makes the innermost transaction
 * fail, on every database: it has to be rolled back before anything else runs; to go on after an error, run what may fail in {@link
 * #beginNested(Function)}.
 *
 * <p>What it shows of its state is what was so at the completion of the last operation. Giving up the stage of a statement stops it on the
 * server, where the driver can, and its transaction can only be rolled back then; that of a scope has it end in a rollback, once its work has
 * ended. A COMMIT is never stopped.
 *
 * <p>Source: SQLAlchemy 2, AsyncConnection.
 */
public final class AsyncConnection implements SchemaTarget {

    private final ConnectionHandle handle;
    private final ExecutionOptions options;

    private AsyncConnection(ConnectionHandle handle, ExecutionOptions options) {
        this.handle = handle;
        this.options = options;
    }

    static AsyncConnection on(EngineView view, Lease lease, Supplier<String> taken) {
        return new AsyncConnection(new ConnectionHandle(view, lease, taken), view.options());
    }

    // ---- statements

    /**
     * Runs a statement.
     *
     * @param statement what to run
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(Executable statement) {
        return execute(statement, List.of());
    }

    /**
     * Runs a statement with values.
     *
     * @param statement what to run
     * @param parameters values by name
     * @return completes with its whole result
     */
    public CompletionStage<Result> execute(Executable statement, Map<String, ?> parameters) {
        return EngineCore.attempt(() -> execute(statement, Arguments.one(parameters)));
    }

    /**
     * Runs a statement many times.
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run, all with the names of the first; none for one run without values
     * @return completes with the results of all runs, one after another; its row count is their sum
     */
    public CompletionStage<Result> execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return EngineCore.attempt(() -> run(handle.core().compile(statement, parameters, options)));
    }

    /**
     * Runs a statement and gives its rows on while others come, so that both can be worked on at a time.
     *
     * <p>All rows are fetched, as {@link #execute(Executable, Map)} does, and none are held back: for what does not fit into memory there is {@link
     * #stream(Executable, Map)}. A result of few rows is not given on early at all, nor are the rows of an INSERT with RETURNING, which are put in order
     * first.
     *
     * @param statement what to run
     * @param parameters values by name
     * @param early gets the rows that are not the last, some hundreds at a time, in order; on the driver's thread, which it must not block, one
     *     call at a time, the last one before the stage completes; what it throws fails the stage, when the statement has ended. Where the stage
     *     fails before that, as at a time limit, rows may still come that were under way
     * @return completes with a result of the rows that {@code early} was not given, which follow those that it was; its row count is that of all
     */
    public CompletionStage<Result> execute(
            Executable statement, Map<String, ?> parameters, Consumer<? super RowChunk> early) {
        return EngineCore.attempt(() -> {
            Arguments.given(early, "early");
            BoundStatement bound = handle.core().compile(statement, Arguments.one(parameters), options);
            return handle.<Result>ask((lease, answer) -> new ConnectionCommand.Execute(
                    lease.number(),
                    bound,
                    options,
                    Optional.empty(),
                    EarlyRows.of(bound, early),
                    answer.map(Result::of)));
        });
    }

    /**
     * Runs SQL in the driver's own spelling.
     *
     * @param sql the text, with the driver's markers: {@code $1} on PostgreSQL, {@code ?} on H2, MySQL and MariaDB
     * @param values in the order of the markers
     * @return completes with its whole result
     */
    public CompletionStage<Result> executeDriverSql(String sql, List<?> values) {
        return EngineCore.attempt(() -> run(handle.core().raw(sql, values)));
    }

    /**
     * Runs a statement and gives its rows as they come, in the open transaction or in one that it begins.
     *
     * <p>Each subscriber has the statement run anew. It gets chunks of {@link ExecutionOptions#fetchSize} rows, 1000 unless the options say
     * otherwise, as far as it asks for them, on the driver's thread, which it must not block; no more rows are fetched than were asked for, where the
     * database can hold them back. Until the stream has ended, other statements on this connection fail with {@link
     * io.granary.error.StreamOpenException}; a rollback and {@link #close()} end it. Who cancels it has the statement stopped; the transaction lives
     * on. (Reactive Streams 1.0; granary-streams makes Sources of it.)
     *
     * @param statement what to run
     * @param parameters values by name
     * @return the rows; fails as a stage of {@link #execute(Executable, Map)} does
     */
    public RowStream stream(Executable statement, Map<String, ?> parameters) {
        return new StatementStream(handle.core(), handle::send, options, statement, parameters);
    }

    /**
     * Runs a statement without values and gives its rows as they come, as {@link #stream(Executable, Map)} does.
     *
     * @param statement what to run
     * @return the rows
     */
    public RowStream stream(Executable statement) {
        return stream(statement, Map.of());
    }

    /**
     * Copies rows into a table, in the open transaction or in one that it begins.
     *
     * <p>The data is subscribed to when the copy runs, on a thread that must not be blocked, and asked for as the database takes it; it may take any time, while the statement
     * timeout limits how long the database may take. Data that fails ends the copy, and this fails with what the data failed with; so does a rollback, {@link #close()}, the end of
     * the lease and giving the stage up. Until it has ended, other statements on this connection fail with {@link io.granary.error.StreamOpenException}.
     *
     * @param copy into what, and in which format
     * @param data rows in that format, cut anywhere; a buffer must not be changed after it was given
     * @return completes with how many rows were copied; fails with {@link io.granary.error.NotSupportedException} where the database has no such statement
     */
    public CompletionStage<Long> copyIn(CopyIn copy, Publisher<ByteBuffer> data) {
        return EngineCore.attempt(() -> new ConnectionCopy(handle, options).run(copy, data));
    }

    /**
     * Tells something on a channel of the database, to all who listen when the transaction commits; where none is open, it begins one.
     *
     * @param channel the channel's name; its letter case counts
     * @param payload what is told; PostgreSQL takes less than 8000 bytes
     * @return completes when the database knows it; fails with {@link io.granary.error.NotSupportedException} where it has no channels
     */
    public CompletionStage<Done> notify(String channel, String payload) {
        return EngineCore.attempt(() ->
                run(EngineNotices.telling(handle.core(), channel, payload)).thenApply(told -> Done.getInstance()));
    }

    /** {@return the actor system that its actors live in} */
    public ActorSystem<?> system() {
        return handle.core().system();
    }

    private CompletionStage<Result> run(BoundStatement bound) {
        // The promise itself, and not a stage behind it: who gives it up stops the statement.
        return handle.<Result>ask((lease, answer) ->
                new ConnectionCommand.Execute(lease.number(), bound, options, answer.map(Result::of)));
    }

    /**
     * Runs a statement and gives the first column of its first row.
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param type the type wanted
     * @return completes with the value; empty if there is no row, or NULL in it
     */
    public <T> CompletionStage<Optional<T>> scalar(Executable statement, Class<T> type) {
        return scalar(statement, Map.of(), type);
    }

    /**
     * Runs a statement with values and gives the first column of its first row.
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param parameters values by name
     * @param type the type wanted
     * @return completes with the value; empty if there is no row, or NULL in it
     */
    public <T> CompletionStage<Optional<T>> scalar(Executable statement, Map<String, ?> parameters, Class<T> type) {
        return EngineCore.attempt(() -> {
            Arguments.given(type, "type");
            return execute(statement, parameters).thenApply(result -> result.scalar(type));
        });
    }

    /**
     * Runs a statement and gives the first column of its rows.
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param type the type wanted
     * @return completes with the column
     */
    public <T> CompletionStage<ScalarResult<T>> scalars(Executable statement, Class<T> type) {
        return scalars(statement, Map.of(), type);
    }

    /**
     * Runs a statement with values and gives the first column of its rows.
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param parameters values by name
     * @param type the type wanted
     * @return completes with the column
     */
    public <T> CompletionStage<ScalarResult<T>> scalars(
            Executable statement, Map<String, ?> parameters, Class<T> type) {
        return EngineCore.attempt(() -> {
            Arguments.given(type, "type");
            return execute(statement, parameters).thenApply(result -> result.scalars(type));
        });
    }

    /**
     * Runs a query and gives the first column of its first row.
     *
     * @param <T> the type of the first column
     * @param select what to run
     * @return completes with the value; empty if there is no row, or NULL in it
     */
    public <T> CompletionStage<Optional<T>> scalar(TypedSelect<T> select) {
        return EngineCore.attempt(
                () -> scalar(select.query(), select.firstType().javaType()));
    }

    /**
     * Runs a query and gives the first column of its rows.
     *
     * @param <T> the type of the first column
     * @param select what to run
     * @return completes with the column
     */
    public <T> CompletionStage<ScalarResult<T>> scalars(TypedSelect<T> select) {
        return EngineCore.attempt(
                () -> scalars(select.query(), select.firstType().javaType()));
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
            return work.apply(new ConnectionSchema(this, handle.core().dialect(), options.schemaTranslation()));
        });
    }

    // ---- transactions

    /**
     * Begins a transaction.
     *
     * @return completes with a transaction that the caller has to end; fails with {@link InvalidRequestException} if one is open,
     *     begun by hand or by the first statement
     */
    public CompletionStage<AsyncTransaction> begin() {
        return begin(false, false);
    }

    /**
     * Works within a transaction, which commits when the work's stage completes and rolls back when it fails, or when the stage that
     * this gives was given up before.
     *
     * @param <T> what the work gives
     * @param work gets this connection; its stage ends the transaction
     * @return completes with what the work gave, after the commit
     */
    public <T> CompletionStage<T> begin(Function<AsyncConnection, ? extends CompletionStage<T>> work) {
        return scope(false, work, () -> false);
    }

    /**
     * Sets a savepoint, after beginning a transaction where none is open.
     *
     * @return completes with a savepoint that the caller has to end
     */
    public CompletionStage<AsyncTransaction> beginNested() {
        return begin(true, false);
    }

    /**
     * Works within a savepoint, which is released when the work's stage completes and rolled back to when it fails, or when the stage
     * that this gives was given up before. The transaction around it stays open either way.
     *
     * @param <T> what the work gives
     * @param work gets this connection; its stage ends the savepoint
     * @return completes with what the work gave, after the release
     */
    public <T> CompletionStage<T> beginNested(Function<AsyncConnection, ? extends CompletionStage<T>> work) {
        return scope(true, work, () -> false);
    }

    private CompletionStage<AsyncTransaction> begin(boolean nested, boolean scoped) {
        return handle.<AsyncTransaction>ask((lease, answer) -> new ConnectionCommand.Begin(
                lease.number(),
                nested,
                scoped,
                options,
                answer.map(id -> new AsyncTransaction(this, lease, id, nested))));
    }

    CompletionStage<AsyncTransaction> beginScope(boolean nested) {
        return begin(nested, true);
    }

    /** A scope that ends in a rollback, too, if the one around it was given up. */
    <T> CompletionStage<T> scope(
            boolean nested,
            Function<AsyncConnection, ? extends CompletionStage<T>> work,
            BooleanSupplier outerGivenUp) {
        return EngineCore.attempt(() -> {
            Arguments.given(work, "work");
            return Scopes.within(
                    beginScope(nested),
                    (transaction, givenUp) -> work.apply(this),
                    (transaction, failure) ->
                            failure == null ? commitScope(transaction) : transaction.endScope(Ending.ROLLBACK),
                    outerGivenUp);
        });
    }

    /** A commit that fails leaves the transaction to be rolled back, which is the scope's business too. */
    static CompletionStage<Done> commitScope(AsyncTransaction transaction) {
        return Scopes.within(
                transaction.endScope(Ending.COMMIT).handle((done, failure) -> Optional.ofNullable(failure)),
                failure -> failure.isEmpty()
                        ? CompletableFuture.completedStage(Done.getInstance())
                        : EngineCore.failed(Scopes.unwrap(failure.get())),
                (outcome, failure) -> failure == null
                        ? CompletableFuture.completedStage(Done.getInstance())
                        : transaction.endScope(Ending.ROLLBACK));
    }

    /** {@return completes when the open transaction is durable; at once where none is open} */
    public CompletionStage<Done> commit() {
        return end(Ending.COMMIT);
    }

    /** {@return completes when the open transaction is undone, savepoints included; at once where none is open} */
    public CompletionStage<Done> rollback() {
        return handle.lease().forgetLostTransaction()
                ? CompletableFuture.completedStage(Done.getInstance())
                : end(Ending.ROLLBACK);
    }

    private CompletionStage<Done> end(Ending ending) {
        return handle.<ConnectionProtocol.Outcome>ask((lease, answer) -> new ConnectionCommand.End(
                        lease.number(),
                        ConnectionCommand.End.ROOT,
                        ending,
                        false,
                        handle.core().resolving(lease, answer)))
                .thenApply(outcome -> Done.getInstance());
    }

    /** {@return the open transaction} */
    public Optional<AsyncTransaction> transaction() {
        Lease lease = handle.lease();
        return handle.transactions().active().stream()
                .findFirst()
                .map(id -> new AsyncTransaction(this, lease, id, false));
    }

    /** {@return the innermost open savepoint} */
    public Optional<AsyncTransaction> nestedTransaction() {
        Lease lease = handle.lease();
        List<Long> active = handle.transactions().active();
        return active.size() < 2
                ? Optional.empty()
                : Optional.of(new AsyncTransaction(this, lease, active.get(active.size() - 1), true));
    }

    /** {@return whether a transaction is open} */
    public boolean inTransaction() {
        return handle.transactions().inTransaction();
    }

    /** {@return whether a savepoint is open} */
    public boolean inNestedTransaction() {
        return handle.transactions().inNested();
    }

    /**
     * {@return the isolation level of the transactions that this view begins: its own, or the server's default; empty if the server
     * did not tell}
     */
    public Optional<IsolationLevel> isolationLevel() {
        return options.isolationLevel()
                .or(() ->
                        handle.core().facts().flatMap(facts -> facts.isolation().map(IsolationLevel::parse)));
    }

    // ---- options and state

    /**
     * {@return a view with more execution options, on the same connection and its transaction}
     *
     * @param more what differs
     * @throws InvalidRequestException if it asks for another isolation level while a transaction is open
     */
    public AsyncConnection withOptions(ExecutionOptions more) {
        Arguments.given(more, "options");
        if (more.isolationLevel().isPresent()
                && inTransaction()
                && !more.isolationLevel().equals(options.isolationLevel())) {
            throw InvalidRequestException.of(
                    "The isolation level cannot change within a transaction.",
                    "set it before the first statement, or after commit() or rollback()");
        }
        return new AsyncConnection(handle, ExecutionOptions.merge(options, more));
    }

    /** {@return the execution options of this view} */
    public ExecutionOptions executionOptions() {
        return options;
    }

    /** {@return a place for the caller's own notes, cleared when the physical connection changes; thread-safe} */
    public Map<String, Object> info() {
        return handle.info();
    }

    /** {@return whether it was closed} */
    public boolean isClosed() {
        return handle.isClosed();
    }

    /** {@return whether its physical connection is gone, and a new one has not yet been taken} */
    public boolean isInvalidated() {
        return handle.isInvalidated();
    }

    // ---- life

    /**
     * Gives the connection back; what is open is rolled back. Closing twice is no error.
     *
     * @return completes when the connection is at the pool's disposal
     */
    public CompletionStage<Done> close() {
        return handle.close();
    }

    /**
     * Gives the physical connection up: it is closed now, and the next operation takes another one.
     *
     * @return completes when that is decided; the close itself is not waited for
     */
    public CompletionStage<Done> invalidate() {
        return handle.isInvalidated()
                ? CompletableFuture.completedStage(Done.getInstance())
                : handle.ask((lease, answer) -> new ConnectionCommand.Invalidate(lease.number(), answer));
    }

    /**
     * Has the physical connection closed when it goes back, instead of lent again. Until then it works on as before.
     *
     * @return completes when that is noted
     */
    public CompletionStage<Done> invalidateSoft() {
        return handle.isInvalidated()
                ? CompletableFuture.completedStage(Done.getInstance())
                : handle.ask((lease, answer) -> new ConnectionCommand.InvalidateSoftly(lease.number(), answer));
    }

    /**
     * Takes the physical connection out of the pool, which may open another in its place; {@link #close()} then really closes it.
     *
     * @return completes when its place is free
     */
    public CompletionStage<Done> detach() {
        if (handle.isInvalidated()) {
            return EngineCore.failed(InvalidRequestException.of(
                    "An invalidated connection cannot be detached: there is none.",
                    "use it once, which takes another, then detach"));
        }
        return handle.ask((lease, answer) -> new ConnectionCommand.Detach(lease.number(), answer));
    }

    /** {@return completes with the driver's own connection; what is done to it goes behind this connection's back} */
    public CompletionStage<Object> driverConnection() {
        return handle.ask((lease, answer) -> new ConnectionCommand.Unwrap(lease.number(), answer));
    }

    /**
     * Runs code that blocks on a thread where it may, with this connection in a form that blocks: see {@link Blocking#spawn}. It may be
     * nested. The connection stays open, and what the code leaves uncommitted stays so.
     *
     * @param <T> what the code gives
     * @param work gets this connection
     * @return completes with what the code gave, fails with exactly what it threw. Giving it up does not stop the code
     */
    public <T> CompletionStage<T> runSync(Function<SyncConnection, T> work) {
        return EngineCore.attempt(() -> {
            Arguments.given(work, "work");
            return SpawnedWork.spawn(
                    handle.core().system(), handle.core().completions(), () -> work.apply(SyncConnection.of(this)));
        });
    }

    /**
     * {@return a ref that speaks {@link ConnectionProtocol} for the lease of the moment, and ends with it}
     *
     * <p>One lease has one ref for each set of execution options, and gives it however often it is asked.
     *
     * @throws InvalidRequestException if there are a thousand already
     */
    public ActorRef<ConnectionProtocol.Command> ref() {
        return handle.ref(options);
    }

    ConnectionHandle handle() {
        return handle;
    }

    @Override
    public String toString() {
        return "AsyncConnection[" + handle.core().name() + ", lease "
                + handle.lease().number() + (isClosed() ? ", closed]" : "]");
    }
}
