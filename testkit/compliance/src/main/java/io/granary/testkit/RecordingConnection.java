package io.granary.testkit;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Tells what it is asked and passes it on. Nothing is stopped on it from aside, so that no connection is opened but those that are asked for. */
final class RecordingConnection extends ForwardingConnection {

    private final Consumer<String> calls;

    RecordingConnection(DriverConnection real, Consumer<String> calls) {
        super(real);
        this.calls = calls;
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        if (statement.fetchSize() > 0) {
            calls.accept("fetch " + statement.fetchSize());
        }
        calls.accept(statement.sql());
        return super.execute(statement, receiver);
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        calls.accept("begin");
        return super.begin(mode);
    }

    @Override
    public CompletionStage<Void> commit() {
        calls.accept("commit");
        return super.commit();
    }

    @Override
    public CompletionStage<Void> rollback() {
        calls.accept("rollback");
        return super.rollback();
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        calls.accept("savepoint");
        return super.savepoint(name);
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        calls.accept("release savepoint");
        return super.releaseSavepoint(name);
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        calls.accept("rollback to savepoint");
        return super.rollbackToSavepoint(name);
    }

    @Override
    public CompletionStage<Boolean> ping() {
        calls.accept("ping");
        return super.ping();
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        calls.accept("cancel");
        return super.cancel();
    }

    @Override
    public boolean endsUnheard() {
        return false;
    }

    @Override
    public boolean isCancelledFromAside() {
        return false;
    }

    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        calls.accept(sql);
        return super.copyIn(sql, data);
    }

    @Override
    public CompletionStage<Void> close() {
        calls.accept("close");
        return super.close();
    }
}
