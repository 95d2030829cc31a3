package io.granary.testkit.junit;

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

/** Passes everything on. */
class ForwardingConnection implements DriverConnection {

    private final DriverConnection real;

    ForwardingConnection(DriverConnection real) {
        this.real = real;
    }

    final DriverConnection real() {
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
    public Object unwrap() {
        return real.unwrap();
    }
}
