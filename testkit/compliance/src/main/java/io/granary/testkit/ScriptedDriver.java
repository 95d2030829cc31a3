package io.granary.testkit;

import io.granary.dialect.Dialects;
import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverStatement;
import io.granary.testkit.fixtures.Journal;
import io.granary.testkit.fixtures.Script;
import io.granary.testkit.fixtures.Scripted;
import io.granary.testkit.fixtures.Step;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The driver port in memory, doing what a test tells it, call by call.
 *
 * <p>Unless told otherwise it behaves as a database that accepts everything. A statement known to give rows gives none, any other one
 * the update count 0 for each set of values; a connection answers pings until it is closed or severed; {@code cancel()} ends the
 * running statement with the state 57014. Connections are numbered from 1 in the order of {@code open()}; the numbers of failed
 * attempts are not used again. A script is read when a call is made.
 *
 * <p>The journal has {@code open#1}, {@code execute#1 select 1}, {@code begin#1 SERIALIZABLE, read only}; {@code x3} after a text tells three sets of
 * values. Further entries: {@code stopped#1} when an execution is cancelled before its end, {@code severed#1}, {@code driver closed}. What the
 * script fails with is given as it is if it is a {@code DriverException}, and as the cause of one otherwise.
 *
 * <p>It keeps the port's rules: nothing comes before it is asked for, chunks are as many and as large as asked for, columns come once
 * before the first row, one end comes last, nothing comes after {@code cancel}. Only {@code throwsNow} breaks them. Signals come on the
 * thread that calls, asks or lets go, or through the executor of {@link #deliveringOn(Executor)}. Thread-safe.
 *
 * <p>An engine asks each database about itself when it connects first; {@link #greetsAs(String, String, String)} answers that.
 */
public final class ScriptedDriver extends Scripted<DriverCall, DriverStatement> implements Driver {

    private final boolean blocking;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<ScriptedDriverConnection> connections = new CopyOnWriteArrayList<>();

    private ScriptedDriver(String product, Executor executor, boolean blocking) {
        super(product, executor, DriverCall.class, DriverCall::label, DriverStatement::sql, ScriptedDriver::reported);
        this.blocking = blocking;
    }

    /** {@return a driver whose servers call themselves so, for example "PostgreSQL", "H2" or "MySQL"} */
    public static ScriptedDriver named(String product) {
        return new ScriptedDriver(product, Runnable::run, false);
    }

    /** {@return an unscripted driver of the same name whose signals go through that executor} */
    public ScriptedDriver deliveringOn(Executor other) {
        return new ScriptedDriver(name(), other, blocking);
    }

    /** {@return an unscripted driver of the same name that says it blocks the calling thread} */
    public ScriptedDriver sayingItBlocks() {
        return new ScriptedDriver(name(), executor(), true);
    }

    /**
     * Answers what an engine of the dialects {@code h2}, {@code postgresql}, {@code mysql} and {@code mariadb} asks a new server.
     *
     * @param version the server's version, as the dialect's server spells it
     * @param schema the default schema
     * @param isolation the default isolation level, as SQL writes it
     */
    public void greetsAs(String version, String schema, String isolation) {
        on(Dialects.named(name().toLowerCase(Locale.ROOT)).probe(name()))
                .rows(List.of("version", "schema", "isolation"), List.of(version, schema, isolation));
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        int number = numbers.incrementAndGet();
        journalBook().call(DriverCall.OPEN, number, "");
        return new ScriptedStage(this, script().take(DriverCall.OPEN)).gives(step -> {
            if (closed.get()) {
                throw reported("08003", 0, "The scripted driver is closed.");
            }
            ScriptedDriverConnection connection = new ScriptedDriverConnection(this, number);
            connections.add(connection);
            return connection;
        });
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    /** {@inheritDoc} Written to the journal as {@code driver closed}. */
    @Override
    public CompletionStage<Void> close() {
        closed.set(true);
        journalBook().note("driver closed");
        return new ScriptedStage(this, Step.ANSWER).done(step -> {});
    }

    /** {@return how many connections are neither closed nor severed} */
    public int openConnections() {
        return (int)
                connections.stream().filter(ScriptedDriverConnection::alive).count();
    }

    /** {@return how many of them have begun a transaction and not ended it} */
    public int openTransactions() {
        return (int) connections.stream()
                .filter(ScriptedDriverConnection::alive)
                .filter(ScriptedDriverConnection::isInTransaction)
                .count();
    }

    /** {@return whether {@link #close()} was called} */
    public boolean isClosed() {
        return closed.get();
    }

    /** Has the "server" drop that connection: it is no longer alive, its running statement and its calls fail with 08006. */
    public void sever(int connection) {
        connections.stream().filter(each -> each.number() == connection).forEach(ScriptedDriverConnection::sever);
    }

    /** Has the "server" drop all open connections. */
    public void severAll() {
        connections.stream().filter(ScriptedDriverConnection::alive).forEach(ScriptedDriverConnection::sever);
    }

    /** {@return a failure as a server reports it} */
    static DriverException reported(String sqlState, int code, String message) {
        return new DriverException(DriverException.Origin.REPORTED, message, sqlState, code, null, null);
    }

    String product() {
        return name();
    }

    Executor signals() {
        return executor();
    }

    Script<DriverCall> told() {
        return script();
    }

    Journal<DriverCall, DriverStatement> book() {
        return journalBook();
    }
}
