package io.granary.driver.jdbc;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverSettings;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JDBC connection behind the port. Transactions are begun and ended by statements; to JDBC it is in auto-commit mode all the time. */
final class JdbcDriverConnection implements DriverConnection {

    private static final Pattern SAVEPOINT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final DriverSettings settings;
    private final JdbcFlavor flavor;
    private final ConnectionThread thread;
    private final Connection connection;
    private final PreparedStatements statements;
    private final ServerInfo server;
    private final LockWaits waits;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What runs now, or ran last. */
    private volatile @Nullable JdbcExecution execution;

    /** The mode of the transaction that is open; belongs to the thread. */
    private @Nullable TransactionMode open;

    private JdbcDriverConnection(
            DriverSettings settings,
            JdbcFlavor flavor,
            ConnectionThread thread,
            Connection connection,
            ServerInfo server,
            LockWaits waits) {
        this.settings = settings;
        this.flavor = flavor;
        this.thread = thread;
        this.connection = connection;
        this.statements = new PreparedStatements(connection);
        this.server = server;
        this.waits = waits;
    }

    /** Connects, on the thread that the connection is to live on. */
    static JdbcDriverConnection open(DriverSettings settings, JdbcFlavor flavor, ConnectionThread thread)
            throws SQLException {
        LockWaits waits = new LockWaits();
        Connection connection = flavor.connect(settings, waits);
        try {
            return new JdbcDriverConnection(settings, flavor, thread, connection, flavor.server(connection), waits);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    @Override
    public ServerInfo server() {
        return server;
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        waits.begin();
        JdbcExecution next = new JdbcExecution(statement, receiver, statements, flavor, thread, waits);
        execution = next;
        return next;
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        return call(() -> {
            try {
                run(flavor.begin(settings, mode));
            } catch (SQLException failure) {
                undo(mode, failure);
                throw failure;
            }
            open = mode;
            return null;
        });
    }

    /** What was told before the begin that failed would be true of whoever comes next. */
    private void undo(TransactionMode mode, SQLException failure) {
        try {
            run(flavor.ended(mode));
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    @Override
    public CompletionStage<Void> commit() {
        return call(() -> {
            run(List.of("commit"));
            ended();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rollback() {
        return call(() -> {
            if (open != null) {
                try {
                    run(List.of("rollback"));
                } catch (SQLException failure) {
                    // A grave failure ends a transaction by itself.
                    if (!flavor.saysNoTransaction(failure)) {
                        throw failure;
                    }
                }
                ended();
            }
            return null;
        });
    }

    private void ended() throws SQLException {
        TransactionMode mode = open;
        open = null;
        if (mode != null) {
            run(flavor.ended(mode));
        }
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        return said("savepoint ", name);
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        return said("release savepoint ", name);
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        return said("rollback to savepoint ", name);
    }

    private CompletionStage<Void> said(String words, String name) {
        if (!SAVEPOINT_NAME.matcher(name).matches()) {
            return CompletableFuture.failedFuture(
                    DriverException.fault("a savepoint's name has to be letters, digits and underscores", null));
        }
        return call(() -> {
            run(List.of(words + name));
            return null;
        });
    }

    private void run(List<String> all) throws SQLException {
        if (!all.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                for (String sql : all) {
                    statement.execute(sql);
                }
            }
        }
    }

    @Override
    public boolean alive() {
        return !closed.get();
    }

    @Override
    public CompletionStage<Boolean> ping() {
        return call(() -> {
                    run(List.of("select 1"));
                    return true;
                })
                .exceptionally(failure -> false);
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        stop();
        return CompletableFuture.completedFuture(true);
    }

    private void stop() {
        waits.stop();
        JdbcExecution running = execution;
        if (running != null) {
            running.interrupt();
        }
    }

    /** A result that is not read to its end is reset. */
    @Override
    public boolean endsUnheard() {
        return true;
    }

    @Override
    public CompletionStage<Void> close() {
        if (!closed.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        // What still runs would be waited for.
        stop();
        CompletionStage<Void> gone = thread.call(
                () -> {
                    connection.close();
                    return null;
                },
                this::words);
        thread.end();
        return gone;
    }

    @Override
    public Object unwrap() {
        return connection;
    }

    private <T extends @Nullable Object> CompletionStage<T> call(Callable<T> call) {
        waits.begin();
        return thread.call(call, this::words);
    }

    private DriverException words(Exception failure) {
        if (failure instanceof SQLException reported) {
            return waits.words(flavor, reported);
        }
        return DriverException.fault(String.valueOf(failure.getMessage()), failure);
    }
}
