package io.granary.stream.internal;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A transaction on a connection of its own, from its beginning to its one end. Thread-safe. */
final class OpenTransaction {

    private final CompletableFuture<AsyncConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<Done> verdict = new CompletableFuture<>();
    private final CompletionStage<Done> end;

    private OpenTransaction(AsyncEngine engine) {
        this.end = engine.begin(leased -> {
            connection.complete(leased);
            return verdict;
        });
    }

    /** {@return a transaction that begins as soon as there is a connection} */
    static OpenTransaction on(AsyncEngine engine) {
        OpenTransaction begun = new OpenTransaction(engine);
        CompletionStage<Done> unused = begun.end.whenComplete((done, failure) -> {
            if (failure != null) {
                begun.connection.completeExceptionally(failure);
            }
        });
        return begun;
    }

    /** {@return completes with its connection; fails if there is none} */
    CompletionStage<AsyncConnection> connection() {
        return connection;
    }

    /** {@return completes when it is committed and the connection is back} */
    CompletionStage<Done> commit() {
        verdict.complete(Done.getInstance());
        return end;
    }

    /** {@return fails when it is rolled back, behind what runs, and the connection is back; at once if there is no connection yet, for which nobody waits any more} */
    CompletionStage<Done> rollback(Throwable why) {
        verdict.completeExceptionally(why);
        if (connection.completeExceptionally(why)) {
            end.toCompletableFuture().cancel(false);
        }
        return end;
    }
}
