package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Passes everything on to another connection; what is to go otherwise, a class made of this overrides. For a driver that goes before the real one, as {@link
 * io.granary.engine.AsyncEngine#create(org.apache.pekko.actor.typed.ActorSystem, String, io.granary.engine.EngineOptions,
 * java.util.function.UnaryOperator)} takes it.
 */
public class ForwardingConnection implements DriverConnection {

    private final DriverConnection real;

    /**
     * Goes before a connection.
     *
     * @param real which
     */
    public ForwardingConnection(DriverConnection real) {
        this.real = requireNonNull(real, "real");
    }

    /** {@return the connection behind this} */
    protected final DriverConnection real() {
        return real;
    }

    @Override
    public ServerInfo server() {
        return real.server();
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        return real.execute(statement, receiver);
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        return real.begin(mode);
    }

    @Override
    public CompletionStage<Void> commit() {
        return real.commit();
    }

    @Override
    public CompletionStage<Void> rollback() {
        return real.rollback();
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        return real.savepoint(name);
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        return real.releaseSavepoint(name);
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        return real.rollbackToSavepoint(name);
    }

    @Override
    public boolean alive() {
        return real.alive();
    }

    @Override
    public CompletionStage<Boolean> ping() {
        return real.ping();
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        return real.cancel();
    }

    @Override
    public boolean endsUnheard() {
        return real.endsUnheard();
    }

    @Override
    public boolean isCancelledFromAside() {
        return real.isCancelledFromAside();
    }

    @Override
    public CompletionStage<Void> cancelOther(DriverConnection victim) {
        return real.cancelOther(victim instanceof ForwardingConnection forwarding ? forwarding.real : victim);
    }

    @Override
    public boolean supportsCopy() {
        return real.supportsCopy();
    }

    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        return real.copyIn(sql, data);
    }

    @Override
    public boolean supportsNotifications() {
        return real.supportsNotifications();
    }

    @Override
    public void notifications(NotificationReceiver receiver) {
        real.notifications(receiver);
    }

    @Override
    public CompletionStage<Void> close() {
        return real.close();
    }

    @Override
    public void abort() {
        real.abort();
    }

    @Override
    public Object unwrap() {
        return real.unwrap();
    }
}
