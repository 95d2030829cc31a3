package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ExecutionOptions;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.JoinTransactionMode;
import io.granary.orm.internal.turn.Turn;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Works on a connection of somebody else's, in the transaction that is open there, if one is; never closes it. */
final class JoinedConnection implements ConnectionSource {

    private static final CompletionStage<Done> DONE = CompletableFuture.completedFuture(Done.getInstance());

    private final Joined joined;
    private final ExecutionOptions options;
    private final Turn turn;

    /** The transaction or savepoint that the session works in. */
    private @Nullable AsyncTransaction transaction;

    /** Whether the session ends it, whatever comes; otherwise it only rolls it back. */
    private boolean controls;

    JoinedConnection(Joined joined, ExecutionOptions options, Turn turn) {
        this.joined = joined;
        this.options = options;
        this.turn = turn;
    }

    @Override
    public CompletionStage<AsyncConnection> begin() {
        AsyncConnection connection = joined.connection().withOptions(options);
        if (!connection.inTransaction()) {
            return entered(connection, connection.begin(), true);
        }
        JoinTransactionMode mode = mode(connection);
        if (mode == JoinTransactionMode.CREATE_SAVEPOINT) {
            return entered(connection, connection.beginNested(), true);
        }
        AsyncTransaction innermost =
                connection.nestedTransaction().or(connection::transaction).orElseThrow();
        return entered(
                connection, CompletableFuture.completedFuture(innermost), mode == JoinTransactionMode.CONTROL_FULLY);
    }

    private JoinTransactionMode mode(AsyncConnection connection) {
        if (joined.mode() != JoinTransactionMode.CONDITIONAL_SAVEPOINT) {
            return joined.mode();
        }
        return connection.inNestedTransaction()
                ? JoinTransactionMode.CREATE_SAVEPOINT
                : JoinTransactionMode.ROLLBACK_ONLY;
    }

    private CompletionStage<AsyncConnection> entered(
            AsyncConnection connection, CompletionStage<AsyncTransaction> begun, boolean ends) {
        return turn.map(begun, opened -> {
            transaction = opened;
            controls = ends;
            return connection;
        });
    }

    @Override
    public CompletionStage<Done> commit(AsyncConnection held) {
        AsyncTransaction open = transaction;
        return open == null || !controls ? DONE : open.commit();
    }

    @Override
    public CompletionStage<Done> rollback(AsyncConnection held) {
        AsyncTransaction open = transaction;
        return open == null ? DONE : open.close();
    }

    @Override
    public Optional<GranaryException> refusesRollback() {
        return Optional.ofNullable(transaction)
                .filter(AsyncTransaction::isTakenAlong)
                .map(
                        gone -> InvalidRequestException.of(
                                "The savepoint of this session was ended with one around it that was released, or the transaction that was committed: what the session wrote is part of that, and is not rolled back.",
                                "Roll back the transaction around it to undo it. Let sessions on one connection end in turn, the one that began last first."));
    }

    @Override
    public boolean rollsBackAtLeave() {
        return controls;
    }

    @Override
    public CompletionStage<Done> leave(AsyncConnection held) {
        return controls ? rollback(held) : DONE;
    }

    @Override
    public CompletionStage<Done> giveBack(AsyncConnection held) {
        transaction = null;
        return DONE;
    }

    @Override
    public boolean mayRunElsewhere() {
        return false;
    }
}
