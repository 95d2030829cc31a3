package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver's connection that gives a failed stage where the driver throws, so that a defect of a driver never ends an actor. */
final class GuardedConnection implements DriverConnection {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedConnection.class);

    private final DriverConnection target;

    GuardedConnection(DriverConnection target) {
        this.target = target;
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException defect) {
            return CompletableFuture.failedFuture(failure(defect));
        }
    }

    private static DriverException failure(RuntimeException defect) {
        return defect instanceof DriverException known
                ? known
                : DriverException.fault("the driver threw: " + defect, defect);
    }

    @Override
    public ServerInfo server() {
        return target.server();
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        return target.execute(statement, receiver);
    }

    @Override
    public boolean beginsWithStatements() {
        return target.beginsWithStatements();
    }

    @Override
    public boolean beginsWith(DriverStatement statement) {
        try {
            return target.beginsWith(statement);
        } catch (RuntimeException defect) {
            return false;
        }
    }

    @Override
    public DriverExecution executeFirst(TransactionMode mode, DriverStatement statement, RowReceiver receiver) {
        return target.executeFirst(mode, statement, receiver);
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        return guarded(() -> target.begin(mode));
    }

    @Override
    public CompletionStage<Void> commit() {
        return guarded(target::commit);
    }

    @Override
    public CompletionStage<Void> rollback() {
        return guarded(target::rollback);
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        return guarded(() -> target.savepoint(name));
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        return guarded(() -> target.releaseSavepoint(name));
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        return guarded(() -> target.rollbackToSavepoint(name));
    }

    @Override
    public boolean alive() {
        try {
            return target.alive();
        } catch (RuntimeException defect) {
            return false;
        }
    }

    @Override
    public CompletionStage<Boolean> ping() {
        return guarded(target::ping);
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        return guarded(target::cancel);
    }

    @Override
    public boolean endsUnheard() {
        return target.endsUnheard();
    }

    @Override
    public boolean isCancelledFromAside() {
        return target.isCancelledFromAside();
    }

    @Override
    public CompletionStage<Void> cancelOther(DriverConnection victim) {
        DriverConnection other = victim instanceof GuardedConnection guarded ? guarded.target : victim;
        return guarded(() -> target.cancelOther(other));
    }

    @Override
    public boolean supportsNotifications() {
        return target.supportsNotifications();
    }

    @Override
    public void notifications(NotificationReceiver receiver) {
        target.notifications(receiver);
    }

    @Override
    public boolean supportsCopy() {
        return target.supportsCopy();
    }

    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        return guarded(() -> target.copyIn(sql, data));
    }

    @Override
    public CompletionStage<Void> close() {
        return guarded(target::close);
    }

    @Override
    public void abort() {
        try {
            target.abort();
        } catch (RuntimeException defect) {
            LOG.warn("a driver could not cut a link that does not close", defect);
        }
    }

    @Override
    public Object unwrap() {
        try {
            return target.unwrap();
        } catch (RuntimeException defect) {
            return target;
        }
    }
}
