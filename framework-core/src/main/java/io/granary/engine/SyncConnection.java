package io.granary.engine;

import io.granary.engine.internal.BlockingThreads;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.schema.SchemaSession;
import io.granary.schema.SyncSchemaTarget;
import io.granary.sql.Executable;
import io.granary.sql.TypedSelect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection for code that blocks: each method waits for the stage of its {@link AsyncConnection}.
 *
 * <p>Thread-safe; whoever leased it closes it, as with {@code try}. Each method that waits throws what {@link Blocking#await} throws: on
 * a dispatcher's thread or an event loop {@link io.granary.error.IllegalThreadException}, before anything is begun, otherwise what the stage failed with. A thread
 * that was interrupted still gives back what it holds: closing sends the wish before it waits.
 */
public final class SyncConnection implements AutoCloseable, SyncSchemaTarget {

    private final AsyncConnection connection;

    private SyncConnection(AsyncConnection connection) {
        this.connection = connection;
    }

    static SyncConnection of(AsyncConnection connection) {
        return new SyncConnection(connection);
    }

    /**
     * {@return the result of a statement}
     *
     * @param statement what to run
     */
    public Result execute(Executable statement) {
        return BlockingThreads.run(() -> connection.execute(statement));
    }

    /**
     * {@return the result of a statement with values}
     *
     * @param statement what to run
     * @param parameters values by name
     */
    public Result execute(Executable statement, Map<String, ?> parameters) {
        return BlockingThreads.run(() -> connection.execute(statement, parameters));
    }

    /**
     * {@return the last rows of the result of a statement whose others are given on while it runs}
     *
     * @param statement what to run
     * @param parameters values by name
     * @param early gets the rows that are not the last, on the driver's thread, which it must not block
     * @see AsyncConnection#execute(Executable, Map, Consumer)
     */
    public Result execute(Executable statement, Map<String, ?> parameters, Consumer<? super RowChunk> early) {
        return BlockingThreads.run(() -> connection.execute(statement, parameters, early));
    }

    /**
     * {@return the results of a statement run many times}
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return BlockingThreads.run(() -> connection.execute(statement, parameters));
    }

    /**
     * Runs SQL in the driver's own spelling.
     *
     * @param sql the text, with the driver's markers: {@code $1} on PostgreSQL, {@code ?} on H2, MySQL and MariaDB
     * @param values in the order of the markers
     * @return its whole result
     */
    public Result executeDriverSql(String sql, List<?> values) {
        return BlockingThreads.run(() -> connection.executeDriverSql(sql, values));
    }

    /**
     * {@return the first column of a statement's first row; empty if there is no row, or NULL in it}
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param type the type wanted
     */
    public <T> Optional<T> scalar(Executable statement, Class<T> type) {
        return BlockingThreads.run(() -> connection.scalar(statement, type));
    }

    /**
     * {@return the first column of the first row of a statement with values; empty if there is no row, or NULL in it}
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param parameters values by name
     * @param type the type wanted
     */
    public <T> Optional<T> scalar(Executable statement, Map<String, ?> parameters, Class<T> type) {
        return BlockingThreads.run(() -> connection.scalar(statement, parameters, type));
    }

    /**
     * {@return the first column of a statement's rows}
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param type the type wanted
     */
    public <T> ScalarResult<T> scalars(Executable statement, Class<T> type) {
        return BlockingThreads.run(() -> connection.scalars(statement, type));
    }

    /**
     * {@return the first column of the rows of a statement with values}
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param parameters values by name
     * @param type the type wanted
     */
    public <T> ScalarResult<T> scalars(Executable statement, Map<String, ?> parameters, Class<T> type) {
        return BlockingThreads.run(() -> connection.scalars(statement, parameters, type));
    }

    /**
     * Runs a query and gives the first column of its first row.
     *
     * @param <T> the type of the first column
     * @param select what to run
     * @return the value; empty if there is no row, or NULL in it
     */
    public <T> Optional<T> scalar(TypedSelect<T> select) {
        return BlockingThreads.run(() -> connection.scalar(select));
    }

    /**
     * Runs a query and gives the first column of its rows.
     *
     * @param <T> the type of the first column
     * @param select what to run
     * @return the column
     */
    public <T> ScalarResult<T> scalars(TypedSelect<T> select) {
        return BlockingThreads.run(() -> connection.scalars(select));
    }

    /**
     * {@return a transaction that the caller has to end}
     *
     * @throws io.granary.error.InvalidRequestException if one is open, begun by hand or by the first statement
     */
    public SyncTransaction begin() {
        return SyncTransaction.of(BlockingThreads.run(() -> connection.begin()));
    }

    /** {@return a savepoint that the caller has to end; a transaction is begun around it where none is open} */
    public SyncTransaction beginNested() {
        return SyncTransaction.of(BlockingThreads.run(() -> connection.beginNested()));
    }

    /**
     * Works within a transaction, which commits when the work returns and rolls back when it throws.
     *
     * @param <T> what the work gives
     * @param work gets this connection
     * @return what the work gave
     */
    public <T> T begin(Function<SyncConnection, T> work) {
        return within(BlockingThreads.run(() -> connection.beginScope(false)), work);
    }

    /**
     * Works within a savepoint, which is released when the work returns and rolled back to when it throws.
     *
     * @param <T> what the work gives
     * @param work gets this connection
     * @return what the work gave
     */
    public <T> T beginNested(Function<SyncConnection, T> work) {
        return within(BlockingThreads.run(() -> connection.beginScope(true)), work);
    }

    private <T> T within(AsyncTransaction transaction, Function<SyncConnection, T> work) {
        T value;
        try {
            value = work.apply(this);
        } catch (Throwable failure) {
            rollback(transaction, failure);
            throw failure;
        }
        BlockingThreads.run(() -> AsyncConnection.commitScope(transaction));
        return value;
    }

    private static void rollback(AsyncTransaction transaction, Throwable failure) {
        try {
            BlockingThreads.run(() -> transaction.endScope(Ending.ROLLBACK));
        } catch (RuntimeException cleanUp) {
            if (cleanUp != failure) {
                failure.addSuppressed(cleanUp);
            }
        }
    }

    /** Makes the open transaction durable; does nothing where none is open. */
    public void commit() {
        BlockingThreads.run(() -> connection.commit());
    }

    /**
     * Tells something on a channel of the database, to all who listen when the transaction commits; where none is open, it begins one.
     *
     * @param channel the channel's name; its letter case counts
     * @param payload what is told
     */
    public void notify(String channel, String payload) {
        BlockingThreads.run(() -> connection.notify(channel, payload));
    }

    /** Undoes the open transaction; does nothing where none is open. */
    public void rollback() {
        BlockingThreads.run(() -> connection.rollback());
    }

    /** {@return the open transaction} */
    public Optional<SyncTransaction> transaction() {
        return connection.transaction().map(SyncTransaction::of);
    }

    /** {@return the innermost open savepoint} */
    public Optional<SyncTransaction> nestedTransaction() {
        return connection.nestedTransaction().map(SyncTransaction::of);
    }

    /** {@return whether a transaction is open} */
    public boolean inTransaction() {
        return connection.inTransaction();
    }

    /** {@return whether a savepoint is open} */
    public boolean inNestedTransaction() {
        return connection.inNestedTransaction();
    }

    /**
     * {@return the isolation level of the transactions that this view begins: its own, or the server's default; empty if the server
     * did not tell}
     */
    public Optional<IsolationLevel> isolationLevel() {
        return connection.isolationLevel();
    }

    @Override
    public <T> T withSchema(Function<SchemaSession, ? extends CompletionStage<T>> work) {
        return BlockingThreads.run(() -> connection.withSchema(work));
    }

    /**
     * {@return a view with more execution options, on the same connection and its transaction}
     *
     * @param more what differs
     * @throws io.granary.error.InvalidRequestException if it asks for another isolation level while a transaction is open
     */
    public SyncConnection withOptions(ExecutionOptions more) {
        return SyncConnection.of(connection.withOptions(more));
    }

    /** {@return the execution options of this view} */
    public ExecutionOptions executionOptions() {
        return connection.executionOptions();
    }

    /** {@return a place for the caller's own notes, cleared when the physical connection changes; thread-safe} */
    public Map<String, Object> info() {
        return connection.info();
    }

    /** {@return whether it was closed} */
    public boolean isClosed() {
        return connection.isClosed();
    }

    /** {@return whether its physical connection is gone, and a new one has not yet been taken} */
    public boolean isInvalidated() {
        return connection.isInvalidated();
    }

    /** Gives the connection back; what is open is rolled back. Closing twice is no error. */
    @Override
    public void close() {
        BlockingThreads.run(() -> connection.close());
    }

    /** Gives the physical connection up: it is closed, which is not waited for, and the next operation takes another one. */
    public void invalidate() {
        BlockingThreads.run(() -> connection.invalidate());
    }

    /** Has the physical connection closed when it goes back, instead of lent again. Until then it works on as before. */
    public void invalidateSoft() {
        BlockingThreads.run(() -> connection.invalidateSoft());
    }

    /** Takes the physical connection out of the pool, which may open another in its place; {@link #close()} then really closes it. */
    public void detach() {
        BlockingThreads.run(() -> connection.detach());
    }

    /** {@return the driver's own connection; what is done to it goes behind this connection's back} */
    public Object driverConnection() {
        return BlockingThreads.run(() -> connection.driverConnection());
    }

    /** {@return the same connection for code that does not block} */
    public AsyncConnection asyncConnection() {
        return connection;
    }

    @Override
    public String toString() {
        return "Sync" + connection.toString().substring("Async".length());
    }
}
