package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.orm.internal.turn.Turn;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a query in the session's turn, while the driver still reads others: a large result is made into objects on one thread and decoded on
 * another at the same time. Rows of a statement that has failed are not taken any more. For one query; {@link #accept} is for any thread, the rest for the turn.
 */
final class EarlyRows implements Consumer<RowChunk> {

    private final Turn turn;
    private final Consumer<Row> taker;
    private final Queue<RowChunk> arrived = new ConcurrentLinkedQueue<>();
    private @Nullable Throwable failure;
    private boolean over;

    EarlyRows(Turn turn, Consumer<Row> taker) {
        this.turn = turn;
        this.taker = taker;
    }

    @Override
    public void accept(RowChunk chunk) {
        arrived.add(chunk);
        turn.execute(this::takeArrived);
    }

    private void takeArrived() {
        for (RowChunk chunk = arrived.poll(); chunk != null; chunk = arrived.poll()) {
            if (!over) {
                take(chunk.rows());
            }
        }
    }

    private void take(Iterable<Row> rows) {
        try {
            rows.forEach(taker);
        } catch (RuntimeException | Error thrown) {
            over = true;
            failure = thrown;
        }
    }

    /**
     * {@return completes when all rows are taken; fails with what taking them threw, or as the query failed}
     *
     * @param query gives the last rows
     * @param next what comes of it then, in the turn
     */
    <T> CompletionStage<T> whenAllTaken(CompletionStage<Result> query, Function<Result, T> next) {
        return query.handleAsync(
                (last, failed) -> {
                    if (failed == null) {
                        takeArrived();
                        if (!over) {
                            take(last);
                        }
                    }
                    over = true;
                    throwIf(failed == null ? failure : failed);
                    return next.apply(last);
                },
                turn);
    }

    private static void throwIf(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw new CompletionException(thrown);
        }
    }
}
