package io.granary.testkit.junit;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;
import io.granary.testkit.ForwardingConnection;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection as an engine sees it while a test runs. A transaction of the engine's is a savepoint; so is a statement outside of one, for its failure must
 * not fail the transaction that all is in, as it does on PostgreSQL.
 *
 * <p>Before the test has begun, when tables are made, everything is passed on as it is.
 */
final class SavepointConnection extends ForwardingConnection {

    private static final String WITHIN = "granary_within";

    private final OneTransaction transaction;
    private final Faults faults;

    // One operation at a time, but on whatever thread.
    private volatile boolean within;
    private volatile boolean loose;
    private volatile boolean closed;
    private volatile boolean lost;
    private volatile boolean running;

    /** Completes when the one connection is free for the next. */
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    SavepointConnection(DriverConnection real, OneTransaction transaction, Faults faults) {
        super(real);
        this.transaction = transaction;
        this.faults = faults;
    }

    // ---- transactions

    @Override
    public CompletionStage<Void> begin(TransactionMode mode) {
        return transaction.isOn() ? enter() : super.begin(mode);
    }

    @Override
    public CompletionStage<Void> commit() {
        return transaction.isOn() ? leave() : super.commit();
    }

    @Override
    public CompletionStage<Void> rollback() {
        return transaction.isOn() ? undo() : super.rollback();
    }

    /** Sets the savepoint. */
    CompletionStage<Void> enter() {
        CompletionStage<Void> before = loose ? undo() : done();
        return before.thenCompose(ready -> {
            within = true;
            return ours(real().savepoint(WITHIN));
        });
    }

    /** Keeps what came after the savepoint. */
    CompletionStage<Void> leave() {
        if (!within) {
            return done();
        }
        within = false;
        return ours(real().releaseSavepoint(WITHIN));
    }

    /** Undoes what came after the savepoint; nothing, if there is none. */
    CompletionStage<Void> undo() {
        if (!within && !loose) {
            return done();
        }
        within = false;
        loose = false;
        return ours(real().rollbackToSavepoint(WITHIN).thenCompose(undone -> real().releaseSavepoint(WITHIN)));
    }

    /** What fails where only we have a hand in it says that the transaction is over, or the link. */
    private CompletionStage<Void> ours(CompletionStage<Void> call) {
        return call.handle((done, failure) -> {
                    if (failure != null && !real().alive()) {
                        return CompletableFuture.<Void>failedFuture(failure);
                    }
                    if (failure != null) {
                        transaction.escaped();
                    }
                    return done();
                })
                .thenCompose(outcome -> outcome);
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    // ---- statements

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        if (!transaction.isOn()) {
            return super.execute(statement, receiver);
        }
        boolean alone = !within;
        return new SavepointExecution(this, alone, receiver, inner -> started(statement, inner));
    }

    private Optional<DriverExecution> started(DriverStatement statement, RowReceiver receiver) {
        DriverException fault = faults.take(statement.sql());
        if (fault != null) {
            // Who hears of it asks for the next connection at once, perhaps before this one is told to close.
            lost = lost || endsLink(fault);
            receiver.failed(fault);
            return Optional.empty();
        }
        transaction.sending(statement.sql());
        return Optional.of(super.execute(statement, receiver));
    }

    /** What an engine gives a connection up for, on any database. */
    private static boolean endsLink(DriverException fault) {
        String state = String.valueOf(fault.sqlState());
        return fault.origin() == DriverException.Origin.FAULT || state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether it may still be in use, as far as the engine knows. */
    boolean isKept() {
        return alive() && !lost;
    }

    /** A statement begins, or has ended. */
    void running(boolean now) {
        running = now;
    }

    /** Nobody listens to a statement any more; what it did alone is undone before the next. */
    void unheard(boolean alone) {
        loose = loose || alone;
        within = within && !alone;
        running = false;
    }

    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        if (!transaction.isOn()) {
            return super.copyIn(sql, data);
        }
        transaction.sending(sql);
        return within ? super.copyIn(sql, data) : alone(() -> super.copyIn(sql, data));
    }

    private CompletionStage<Long> alone(Supplier<CompletionStage<Long>> call) {
        return enter().thenCompose(entered -> call.get())
                .handle((count, failure) -> ended(failure).thenApply(done -> count))
                .thenCompose(outcome -> outcome);
    }

    private CompletionStage<Void> ended(@Nullable Throwable failure) {
        return failure == null ? leave() : undo().thenCompose(undone -> CompletableFuture.<Void>failedFuture(failure));
    }

    // ---- life

    @Override
    public boolean alive() {
        return !closed && super.alive();
    }

    /** The connection stays for the next test, unless something runs on it. */
    @Override
    public CompletionStage<Void> close() {
        if (closed) {
            return done();
        }
        closed = true;
        if (running || !real().alive()) {
            CompletionStage<Void> abandoned = transaction.abandon();
            // The next one gets another.
            left.complete(null);
            return abandoned;
        }
        return (transaction.isOn() ? undo() : super.rollback()).whenComplete((done, failure) -> left.complete(null));
    }

    /** Nor does it go because the one that a test saw has been closed. */
    @Override
    public void abort() {
        if (!left.isDone()) {
            super.abort();
        }
    }

    /** Completes when what was closed, or is about to be, has undone what it had to; never fails. */
    CompletionStage<Void> left() {
        return closed || lost ? left : done();
    }
}
