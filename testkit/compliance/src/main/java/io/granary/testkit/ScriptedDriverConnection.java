package io.granary.testkit;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import io.granary.testkit.fixtures.Step;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A connection of a scripted driver. Its state changes when a call is answered, not when one fails. */
final class ScriptedDriverConnection implements DriverConnection {

    private final ScriptedDriver driver;
    private final int number;
    private final AtomicReference<@Nullable ScriptedDelivery> running = new AtomicReference<>();
    private volatile boolean closed;
    private volatile boolean severed;
    private volatile boolean inTransaction;

    ScriptedDriverConnection(ScriptedDriver driver, int number) {
        this.driver = driver;
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    void sever() {
        severed = true;
        driver.book().note("severed", number, "");
        breakOff(ScriptedDriver.reported("08006", 0, "The scripted connection was severed."));
    }

    @Override
    public ServerInfo server() {
        return new ServerInfo(driver.product(), "scripted");
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        String sql = statement.sql();
        int sets = statement.bindings().size();
        driver.book().call(DriverCall.EXECUTE, number, sets > 1 ? sql + " x" + sets : sql);
        driver.book().execution(statement);
        ScriptedPlan plan = ScriptedPlan.of(driver.told(), statement);
        ScriptedStage.raiseIfTold(plan.start());
        ScriptedDelivery delivery = new ScriptedDelivery(driver, number, plan, statement.chunkSize(), receiver);
        running.set(delivery);
        delivery.start(this::obstacle);
        return delivery;
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        String access = mode.readOnly()
                .map(readOnly -> readOnly ? "read only" : "read write")
                .orElse("");
        String isolation = mode.isolation().orElse("");
        return change(
                DriverCall.BEGIN,
                isolation + (isolation.isEmpty() || access.isEmpty() ? "" : ", ") + access,
                () -> inTransaction = true);
    }

    @Override
    public CompletionStage<Void> commit() {
        return change(DriverCall.COMMIT, "", () -> inTransaction = false);
    }

    @Override
    public CompletionStage<Void> rollback() {
        return change(DriverCall.ROLLBACK, "", () -> inTransaction = false);
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        return change(DriverCall.SAVEPOINT, name, () -> {});
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        return change(DriverCall.RELEASE_SAVEPOINT, name, () -> {});
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        return change(DriverCall.ROLLBACK_TO_SAVEPOINT, name, () -> {});
    }

    @Override
    public boolean alive() {
        return !closed && !severed;
    }

    @Override
    public CompletionStage<Boolean> ping() {
        return called(DriverCall.PING, "").gives(step -> alive() && step.kind() != Step.Kind.ANSWER_FALSE);
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        return called(DriverCall.CANCEL, "").gives(step -> {
            boolean can = step.kind() != Step.Kind.ANSWER_FALSE;
            if (can) {
                breakOff(ScriptedDriver.reported("57014", 0, "The scripted statement was cancelled."));
            }
            return can;
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return called(DriverCall.CLOSE, "").done(step -> {
            closed = true;
            inTransaction = false;
            breakOff(ScriptedDriver.reported("08003", 0, "The scripted connection is closed."));
        });
    }

    @Override
    public Object unwrap() {
        return this;
    }

    @Override
    public String toString() {
        return "ScriptedDriverConnection#" + number;
    }

    /** {@return the failure of whoever uses this connection now, or {@code null} if it is open} */
    private @Nullable DriverException obstacle() {
        if (closed) {
            return ScriptedDriver.reported("08003", 0, "The scripted connection is closed.");
        }
        return severed ? ScriptedDriver.reported("08006", 0, "The scripted connection was severed.") : null;
    }

    private void breakOff(DriverException failure) {
        ScriptedDelivery delivery = running.getAndSet(null);
        if (delivery != null) {
            delivery.fail(failure);
        }
    }

    private CompletionStage<Void> change(DriverCall call, String detail, Runnable effect) {
        return called(call, detail).done(step -> {
            DriverException obstacle = obstacle();
            if (obstacle != null) {
                throw obstacle;
            }
            effect.run();
        });
    }

    private ScriptedStage called(DriverCall call, String detail) {
        driver.book().call(call, number, detail);
        return new ScriptedStage(driver, driver.told().take(call));
    }
}
