package io.granary.testkit;

import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Result;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Operations that are given up at any moment: while they wait, when they are served, before a row, between rows, in the commit. Whole
 * ones of an engine, and single ones on a lease that lives on.
 */
public interface CancelFaultCompliance extends OnBench {

    @Test
    @Tag("F25")
    @Tag("F30")
    @Tag("F32")
    default void twoThousandOperationsGivenUpAtAnyMomentHarmNobodyElse(Bench bench) {
        new Storm(bench, System.nanoTime()).give(2_000);
    }

    @Test
    @Tag("F25")
    @Tag("F30")
    @Tag("F32")
    @Tag("soak")
    default void tenThousandOperationsGivenUpAtAnyMomentHarmNobodyElse(Bench bench) {
        new Storm(bench, System.nanoTime()).give(10_000);
    }

    /** So many operations, in heaps that are more than the pool can serve; two in five are innocent and have to succeed. */
    final class Storm {

        private static final int HEAP = 50;
        private static final int MIRROR = 1_000_000;
        private static final String ROWS =
                "with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)"
                        + " select i, repeat('x', 300) from n";

        private final Bench bench;
        private final AsyncEngine engine;
        private final long seed;
        private final Random random;
        private final List<CompletableFuture<?>> transactions = new ArrayList<>();
        private final List<Integer> ids = new ArrayList<>();

        private Storm(Bench bench, long seed) {
            this.bench = bench;
            this.seed = seed;
            this.random = new Random(seed);
            // On a machine with much else to do an order to stop takes its time, and what cannot be stopped goes on.
            EngineOptions options = bench.options()
                    .withPoolSize(4)
                    .withMaxOverflow(0)
                    .withPoolTimeout(Duration.ofMinutes(5))
                    .withCancelGrace(Duration.ofSeconds(5));
            this.engine = bench.engine(options);
        }

        private void give(int operations) {
            for (int heap = 0; heap < operations; heap += HEAP) {
                List<CompletableFuture<?>> innocent = new ArrayList<>();
                List<CompletableFuture<?>> guilty = new ArrayList<>();
                for (int number = heap; number < heap + HEAP; number++) {
                    switch (random.nextInt(10)) {
                        case 0, 1 -> innocent.add(innocent(number));
                        case 2 -> innocent.add(behindAStatement(number));
                        case 3 -> innocent.add(behindACommit(number));
                        default -> {
                            CompletableFuture<?> operation = guilty(number);
                            guilty.add(operation);
                            giveUp(operation, moment());
                        }
                    }
                }
                innocent.forEach(stage ->
                        assertThat(Await.value(stage)).as("seed %s", seed).isEqualTo(true));
                guilty.forEach(stage -> Await.value(stage.handle((value, failure) -> true)));
            }
            Books.assertBalanced(bench.database(), List.of(engine));
            transactionsAreWhole();
        }

        /** Gives true if it succeeds and its answer is its own. */
        private CompletableFuture<Boolean> innocent(int number) {
            CompletionStage<Result> answer = random.nextBoolean()
                    ? engine.execute(Sql.text("select " + number))
                    : engine.connect(connection -> connection.execute(Sql.text("select " + number)));
            return answer.thenApply(result -> result.scalar(Integer.class).orElseThrow() == number)
                    .toCompletableFuture();
        }

        /** On a lease on which a statement was given up. */
        private CompletableFuture<Boolean> behindAStatement(int number) {
            String sql = List.of("select 1", ROWS, bench.capabilities().slow()).get(random.nextInt(3));
            long moment = moment();
            return engine.connect(connection -> givenUp(connection.execute(Sql.text(sql)), moment)
                            .thenCompose(over -> goesOn(connection, number)))
                    .toCompletableFuture();
        }

        /** On a lease on whose COMMIT the stage was given up, which stops nothing: what follows stands behind it. */
        private CompletableFuture<Boolean> behindACommit(int number) {
            long moment = moment();
            CompletableFuture<Object> committed = new CompletableFuture<>();
            ids.add(number);
            transactions.add(committed);
            return engine.connect(connection -> pair(connection, number)
                            .thenCompose(inserted -> givenUp(
                                    connection.commit().whenComplete((done, failure) -> {
                                        if (failure == null) {
                                            committed.complete(done);
                                        } else {
                                            committed.completeExceptionally(failure);
                                        }
                                    }),
                                    moment))
                            .thenCompose(over -> goesOn(connection, number)))
                    .toCompletableFuture();
        }

        private static CompletionStage<Boolean> givenUp(CompletionStage<?> operation, long moment) {
            giveUp(operation.toCompletableFuture(), moment);
            return operation.handle((value, failure) -> true);
        }

        private static CompletionStage<Boolean> goesOn(AsyncConnection connection, int number) {
            return connection
                    .rollback()
                    .thenCompose(done -> connection.execute(Sql.text("select " + number)))
                    .thenApply(result -> result.scalar(Integer.class).orElseThrow() == number);
        }

        private CompletableFuture<?> guilty(int number) {
            CompletionStage<?> operation = switch (random.nextInt(5)) {
                case 0 -> engine.execute(Sql.text("select 1"));
                case 1 -> engine.execute(Sql.text(ROWS));
                case 2 -> engine.execute(Sql.text(bench.capabilities().slow()));
                case 3 -> leased();
                default -> transaction(number);
            };
            return operation.toCompletableFuture();
        }

        /** A lease that is given back by its taker, if there is one. */
        private CompletionStage<?> leased() {
            CompletableFuture<AsyncConnection> lease = engine.connect().toCompletableFuture();
            var unused = lease.thenCompose(AsyncConnection::close);
            return lease;
        }

        private CompletionStage<?> transaction(int number) {
            CompletionStage<Done> whole = engine.begin(connection -> pair(connection, number));
            ids.add(number);
            transactions.add(whole.toCompletableFuture());
            return whole;
        }

        private static CompletionStage<Done> pair(AsyncConnection connection, int number) {
            return insert(connection, number).thenCompose(done -> insert(connection, number + MIRROR));
        }

        private static CompletionStage<Done> insert(AsyncConnection connection, int id) {
            return connection
                    .execute(INSERT, Params.of("id", id, "name", "pair"))
                    .thenApply(result -> Done.getInstance());
        }

        /** Microseconds until something is given up: none, a moment, or until it is most likely served. */
        private long moment() {
            int when = random.nextInt(4);
            return when == 0 ? 0 : random.nextInt(when * when * 10_000);
        }

        private static void giveUp(CompletableFuture<?> operation, long moment) {
            if (moment == 0) {
                operation.cancel(true);
            } else {
                CompletableFuture.delayedExecutor(moment, TimeUnit.MICROSECONDS).execute(() -> operation.cancel(true));
            }
        }

        /** Both rows or none; both where the transaction said so. */
        private void transactionsAreWhole() {
            Set<Object> rows = new HashSet<>(bench.sql().column("select id from items"));
            for (int index = 0; index < ids.size(); index++) {
                int id = ids.get(index);
                boolean there = rows.contains(id);
                assertThat(rows.contains(id + MIRROR))
                        .as("seed %s, pair of %s", seed, id)
                        .isEqualTo(there);
                if (!transactions.get(index).isCompletedExceptionally()) {
                    assertThat(there).as("seed %s, committed %s", seed, id).isTrue();
                }
            }
        }
    }
}
