package io.granary.testkit;

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
import java.util.function.Consumer;

/** Tells what it is asked and passes it on. */
final class RecordingConnection implements DriverConnection {

    private final DriverConnection real;
    private final Consumer<String> calls;

    RecordingConnection(DriverConnection real, Consumer<String> calls) {
        this.real = real;
        this.calls = calls;
    }

    @Override
    public ServerInfo server() {
        return real.server();
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        if (statement.fetchSize() > 0) {
            calls.accept("fetch " + statement.fetchSize());
        }
        calls.accept(statement.sql());
        return real.execute(statement, receiver);
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        calls.accept("begin");
        return real.begin(mode);
    }

    @Override
    public CompletionStage<Void> commit() {
        calls.accept("commit");
        return real.commit();
    }

    @Override
    public CompletionStage<Void> rollback() {
        calls.accept("rollback");
        return real.rollback();
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        calls.accept("savepoint");
        return real.savepoint(name);
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        calls.accept("release savepoint");
        return real.releaseSavepoint(name);
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        calls.accept("rollback to savepoint");
        return real.rollbackToSavepoint(name);
    }

    @Override
    public boolean alive() {
        return real.alive();
    }

    @Override
    public CompletionStage<Boolean> ping() {
        calls.accept("ping");
        return real.ping();
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        calls.accept("cancel");
        return real.cancel();
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
    public boolean supportsCopy() {
        return real.supportsCopy();
    }

    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        calls.accept(sql);
        return real.copyIn(sql, data);
    }

    @Override
    public CompletionStage<Void> close() {
        calls.accept("close");
        return real.close();
    }

    @Override
    public Object unwrap() {
        return real.unwrap();
    }
}
