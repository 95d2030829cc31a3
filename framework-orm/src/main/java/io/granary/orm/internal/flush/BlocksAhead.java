package io.granary.orm.internal.flush;

import io.granary.orm.internal.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * Writes many rows block by block, some blocks ahead of the one whose answer has come: while the database is at one, the next is made ready. Answers are dealt with in
 * the order of the blocks, none behind one that failed. All of it in the session's turn, but never on the thread that has the answer, which may be the database's own.
 *
 * @param <R> a row
 * @param <A> what is told of a block
 */
final class BlocksAhead<R, A> {

    /** So many blocks are with the database at a time, or wait to be dealt with. */
    private static final int AHEAD = 3;

    private final Executor aside;
    private final Function<List<R>, CompletionStage<A>> send;
    private final BiFunction<List<R>, A, Done> settle;

    BlocksAhead(Turn turn, Function<List<R>, CompletionStage<A>> send, BiFunction<List<R>, A, Done> settle) {
        this.aside = turn.aside();
        this.send = send;
        this.settle = settle;
    }

    /** Completes when all is dealt with; fails with the first failure in the order of rows, when nothing more is with the database. */
    CompletionStage<Done> write(List<R> rows, int most) {
        List<CompletionStage<A>> sent = new ArrayList<>();
        List<CompletionStage<Done>> settled = new ArrayList<>();
        settled.add(CompletableFuture.completedFuture(Done.getInstance()));
        CompletionStage<?> asked = CompletableFuture.completedFuture(Done.getInstance());
        for (int from = 0; from < rows.size(); from += most) {
            List<R> block = rows.subList(from, Math.min(rows.size(), from + most));
            CompletionStage<Done> room = settled.get(Math.max(0, sent.size() - AHEAD + 1));
            CompletionStage<Done> before = settled.get(sent.size());
            // Not before the block in front is sent: what goes aside overtakes.
            CompletionStage<CompletionStage<A>> asking =
                    asked.thenCompose(done -> room).thenApplyAsync(free -> send.apply(block), aside);
            CompletionStage<A> answer = asking.thenCompose(stage -> stage);
            asked = asking;
            sent.add(answer);
            settled.add(before.thenCompose(done -> answer).thenApplyAsync(told -> settle.apply(block, told), aside));
        }
        CompletionStage<Done> last = settled.get(sent.size());
        return last.exceptionallyComposeAsync(failure -> ended(sent).thenCompose(quiet -> last), aside);
    }

    private static CompletionStage<Void> ended(List<? extends CompletionStage<?>> all) {
        return CompletableFuture.allOf(
                        all.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new))
                .exceptionally(failed -> null);
    }
}
