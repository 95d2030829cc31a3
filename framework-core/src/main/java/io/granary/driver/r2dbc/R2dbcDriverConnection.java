package io.granary.driver.r2dbc;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A connection of r2dbc-pool, held from its open to its close. */
final class R2dbcDriverConnection implements DriverConnection {

    private static final Pattern SAVEPOINT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Connection connection;
    private final Flavor flavor;
    private final OptionalLong session;
    private final Runnable cut;
    private final ServerInfo server;
    private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();
    private final SpiStatements usual;
    private final StatementPath statements;

    private volatile TransactionMode mode = TransactionMode.DEFAULT;

    /**
     * Holds an open connection.
     *
     * @param connection of the pool
     * @param flavor of its driver
     * @param session by which number the server knows it, where it is stopped by that
     * @param cut closes its link without asking
     * @param path how its statements go, given how they usually do
     */
    R2dbcDriverConnection(
            Connection connection,
            Flavor flavor,
            OptionalLong session,
            Runnable cut,
            UnaryOperator<StatementPath> path) {
        this.cut = cut;
        this.connection = connection;
        this.flavor = flavor;
        this.session = session;
        this.usual = new SpiStatements(connection, flavor);
        this.statements = path.apply(usual);
        this.server = new ServerInfo(
                connection.getMetadata().getDatabaseProductName(),
                connection.getMetadata().getDatabaseVersion());
    }

    @Override
    public ServerInfo server() {
        return server;
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        return isClosed() ? new RefusedExecution(receiver, closed()) : statements.execute(statement, receiver);
    }

    @Override
    public boolean beginsWithStatements() {
        return statements.beginsTransactions();
    }

    @Override
    public boolean beginsWith(DriverStatement statement) {
        return statements.beginsWith(statement);
    }

    @Override
    public DriverExecution executeFirst(TransactionMode wanted, DriverStatement statement, RowReceiver receiver) {
        mode = wanted;
        return isClosed()
                ? new RefusedExecution(receiver, closed())
                : statements.executeFirst(wanted, statement, receiver);
    }

    @Override
    public CompletionStage<Void> begin(TransactionMode wanted) {
        mode = wanted;
        return run(() -> flavor.begin(connection, wanted));
    }

    @Override
    public CompletionStage<Void> commit() {
        return run(() -> Mono.from(connection.commitTransaction()).then(flavor.ended(connection, mode)));
    }

    @Override
    public CompletionStage<Void> rollback() {
        return run(() -> Mono.from(connection.rollbackTransaction()).then(flavor.ended(connection, mode)));
    }

    @Override
    public CompletionStage<Void> savepoint(String name) {
        return withSavepoint(name, connection::createSavepoint);
    }

    @Override
    public CompletionStage<Void> releaseSavepoint(String name) {
        return withSavepoint(name, connection::releaseSavepoint);
    }

    @Override
    public CompletionStage<Void> rollbackToSavepoint(String name) {
        return withSavepoint(name, connection::rollbackTransactionToSavepoint);
    }

    /** R2DBC's drivers put the name into a statement as it is. */
    private static CompletionStage<Void> withSavepoint(String name, Function<String, Publisher<Void>> action) {
        return SAVEPOINT_NAME.matcher(name).matches()
                ? run(() -> action.apply(name))
                : CompletableFuture.failedFuture(
                        DriverException.fault("a savepoint's name has to be letters, digits and underscores", null));
    }

    @Override
    public boolean alive() {
        if (isClosed()) {
            return false;
        }
        if (usual.isBusy()) {
            // A driver that blocks would answer when the statement has ended, and its caller would wait for that.
            return true;
        }
        LocalValidation look = new LocalValidation();
        try {
            connection.validate(ValidationDepth.LOCAL).subscribe(look);
        } catch (RuntimeException dead) {
            return false;
        }
        return look.valid();
    }

    @Override
    public CompletionStage<Boolean> ping() {
        if (isClosed()) {
            return CompletableFuture.completedStage(false);
        }
        return stage(() -> flavor.ping(connection));
    }

    @Override
    public boolean endsUnheard() {
        return flavor.endsUnheard();
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        return stage(() -> flavor.cancel(connection));
    }

    @Override
    public boolean isCancelledFromAside() {
        return session.isPresent();
    }

    @Override
    public CompletionStage<Void> cancelOther(DriverConnection victim) {
        if (!(victim instanceof R2dbcDriverConnection other) || other.session.isEmpty()) {
            return CompletableFuture.failedFuture(DriverException.fault("not a connection of this driver", null));
        }
        return run(() -> Flux.from(connection
                        .createStatement(flavor.cancelOrder(other.session.getAsLong()))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then());
    }

    @Override
    public boolean supportsNotifications() {
        return flavor.notifies(connection);
    }

    @Override
    public void notifications(NotificationReceiver receiver) {
        Disposable unused = flavor.notifications(connection)
                .subscribe(
                        receiver::notified,
                        failure -> receiver.lost(DriverFailures.from(failure)),
                        () -> receiver.lost(closed()));
    }

    @Override
    public boolean supportsCopy() {
        return flavor.copies(connection);
    }

    /**
     * The driver keeps its queue of what is to be sent for the data until that ends, whatever became of the statement: it is ended here then, and what comes
     * behind it goes out.
     */
    @Override
    public CompletionStage<Long> copyIn(String sql, Flow.Publisher<ByteBuffer> data) {
        if (isClosed()) {
            return CompletableFuture.failedFuture(closed());
        }
        Sinks.Empty<Void> over = Sinks.empty();
        return stage(() -> flavor.copyIn(
                        connection,
                        sql,
                        JdkFlowAdapter.flowPublisherToFlux(data).takeUntilOther(over.asMono()),
                        over.asMono())
                .doFinally(end -> over.tryEmitEmpty()));
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> earlier = closing.compareAndExchange(null, mine);
        if (earlier != null) {
            return earlier;
        }
        CompletionStage<Void> unused = run(connection::close).whenComplete((nothing, failure) -> {
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    @Override
    public void abort() {
        cut.run();
    }

    private boolean isClosed() {
        return closing.get() != null;
    }

    private static DriverException closed() {
        return new DriverException(DriverException.Origin.FAULT, "the connection is closed", "08003", 0, null, null);
    }

    @Override
    public Object unwrap() {
        return connection instanceof Wrapped<?> wrapped ? wrapped.unwrap() : connection;
    }

    private static CompletionStage<Void> run(Supplier<Publisher<Void>> action) {
        return stage(() -> Mono.from(action.get()));
    }

    private static <T> CompletionStage<T> stage(Supplier<Mono<T>> action) {
        CompletableFuture<T> ended = new CompletableFuture<>();
        try {
            action.get()
                    .subscribe(
                            ended::complete,
                            failure -> ended.completeExceptionally(DriverFailures.from(failure)),
                            () -> {
                                ended.complete(null);
                            });
        } catch (RuntimeException defect) {
            ended.completeExceptionally(DriverException.fault("the driver threw", defect));
        }
        return ended;
    }
}
