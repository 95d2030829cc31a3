package io.granary.engine;

import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A connection for code that blocks: each method waits for the stage of its {@link AsyncConnection}.
 *
 * <p>Thread-safe. Each method that waits throws {@link io.granary.error.IllegalThreadException} on a dispatcher's thread or an event
 * loop, and what the stage would have failed with otherwise.
 */
public final class SyncConnection implements AutoCloseable {

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
        return Blocking.await(connection.execute(statement));
    }

    /**
     * {@return the result of a statement with values}
     *
     * @param statement what to run
     * @param parameters values by name
     */
    public Result execute(Executable statement, Map<String, ?> parameters) {
        return Blocking.await(connection.execute(statement, parameters));
    }

    /**
     * {@return the results of a statement run many times}
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return Blocking.await(connection.execute(statement, parameters));
    }

    /**
     * {@return the first column of a statement's first row; empty if there is no row, or NULL in it}
     *
     * @param <T> the type wanted
     * @param statement what to run
     * @param type the type wanted
     */
    public <T> Optional<T> scalar(Executable statement, Class<T> type) {
        return Blocking.await(connection.scalar(statement, type));
    }

    /**
     * Works within a transaction, which commits when the work returns and rolls back when it throws.
     *
     * @param <T> what the work gives
     * @param work gets this connection
     * @return what the work gave
     */
    public <T> T begin(Function<SyncConnection, T> work) {
        return within(Blocking.await(connection.begin()), work);
    }

    /**
     * Works within a savepoint, which is released when the work returns and rolled back to when it throws.
     *
     * @param <T> what the work gives
     * @param work gets this connection
     * @return what the work gave
     */
    public <T> T beginNested(Function<SyncConnection, T> work) {
        return within(Blocking.await(connection.beginNested()), work);
    }

    private <T> T within(AsyncTransaction transaction, Function<SyncConnection, T> work) {
        T value;
        try {
            value = work.apply(this);
            Blocking.await(transaction.commit());
        } catch (RuntimeException | Error failure) {
            rollback(transaction, failure);
            throw failure;
        }
        return value;
    }

    private static void rollback(AsyncTransaction transaction, Throwable failure) {
        try {
            Blocking.await(transaction.close());
        } catch (RuntimeException cleanUp) {
            failure.addSuppressed(cleanUp);
        }
    }

    /** Makes the open transaction durable; does nothing where none is open. */
    public void commit() {
        Blocking.await(connection.commit());
    }

    /** Undoes the open transaction; does nothing where none is open. */
    public void rollback() {
        Blocking.await(connection.rollback());
    }

    /** {@return whether a transaction is open} */
    public boolean inTransaction() {
        return connection.inTransaction();
    }

    /** Gives the connection back; what is open is rolled back. Closing twice is no error. */
    @Override
    public void close() {
        Blocking.await(connection.close());
    }

    /** {@return the same connection for code that does not block} */
    public AsyncConnection asyncConnection() {
        return connection;
    }
}
