package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.CompletionThread;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.error.PoolBusyException;
import io.granary.error.PoolClosedException;
import io.granary.error.PoolDeadlockException;
import io.granary.sql.Sql;
import io.granary.stream.SqlSource;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users who ask too much, wait for themselves, block threads or close too early. */
public interface MisuseFaultCompliance extends OnBench {

    private static EngineOptions sized(Bench bench, int size) {
        return bench.options().withPoolSize(size).withMaxOverflow(0);
    }

    /** The engine as a new actor sees it, to whom its leases belong. */
    private static AsyncEngine owned(Bench bench, AsyncEngine engine, String name) {
        CompletableFuture<AsyncEngine> view = new CompletableFuture<>();
        bench.kit()
                .spawn(
                        Behaviors.setup(context -> {
                            view.complete(engine.ownedBy(context));
                            return Behaviors.empty();
                        }),
                        name);
        return Await.value(view);
    }

    private static void awaitWaiting(AsyncEngine engine, int many) {
        Eventually.gives(
                many + " wait",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).waiting(),
                waiting -> waiting == many);
    }

    private static void close(AsyncConnection connection) {
        Await.value(connection.close());
    }

    @Test
    @Tag("F36")
    default void aHundredStatementsToldAtOnceRunInTheirOrder(Bench bench) {
        bench.table("ordered", "id int primary key, before_it bigint");
        AsyncConnection connection = bench.connection();
        TestProbe<ConnectionProtocol.Reply> probe = bench.kit().createTestProbe(ConnectionProtocol.Reply.class);

        for (int id = 0; id < 100; id++) {
            connection
                    .ref()
                    .tell(new ConnectionProtocol.Execute(
                            id,
                            Sql.text("insert into ordered (id, before_it) select :id, count(*) from ordered"),
                            Map.of("id", id),
                            probe.getRef()));
        }

        for (int id = 0; id < 100; id++) {
            ConnectionProtocol.Reply reply = probe.receiveMessage(Await.PATIENCE);
            assertThat(reply.orThrow().correlation()).isEqualTo(id);
        }
        Await.value(connection.commit());
        assertThat(bench.sql().number("select count(*) from ordered where id = before_it"))
                .isEqualTo(100);
    }

    @Test
    @Tag("F37")
    default void aStatementBesideTheOnlyLeaseOfItsOwnerFailsAsADeadlock(Bench bench) {
        AsyncEngine engine = bench.engine(sized(bench, 1).withDeadlockGrace(Duration.ofMillis(200)));
        AsyncEngine view = owned(bench, engine, "inner");
        AsyncConnection held = Await.value(view.connect());
        Await.value(held.execute(COUNT));

        PoolDeadlockException failure = Await.failure(view.execute(COUNT), PoolDeadlockException.class);

        assertThat(failure).hasMessageContaining("inner");
        assertThat(Await.value(held.execute(COUNT)).scalarOne(Long.class)).isZero();
        close(held);
    }

    @Test
    @Tag("F37")
    default void aStatementForEachRowOfTheOnlyStreamOfItsOwnerFailsAsADeadlock(Bench bench) {
        bench.sql()
                .run("insert into items values "
                        + IntStream.rangeClosed(1, Numbered.MANY)
                                .mapToObj(id -> "(" + id + ", 'name" + id + "')")
                                .collect(Collectors.joining(", ")));
        AsyncEngine engine = bench.engine(sized(bench, 1).withDeadlockGrace(Duration.ofMillis(200)));
        AsyncEngine view = owned(bench, engine, "reader");

        CompletionStage<List<Long>> run = SqlSource.of(
                        view.withOptions(ExecutionOptions.none().withFetchSize(5)), Numbered.CUBE)
                .mapAsync(1, row -> view.execute(COUNT).thenApply(result -> result.scalarOne(Long.class)))
                .runWith(Sink.seq(), bench.system());

        assertThat(Await.failure(run, PoolDeadlockException.class)).hasMessageContaining("reader");
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isEqualTo(Numbered.MANY);
    }

    @Test
    @Tag("F38")
    default void ofTwoOwnersWhoWaitForEachOtherTheYoungerWishFails(Bench bench) {
        AsyncEngine engine = bench.engine(sized(bench, 2).withDeadlockGrace(Duration.ofMillis(200)));
        AsyncEngine ann = owned(bench, engine, "ann");
        AsyncEngine ben = owned(bench, engine, "ben");
        AsyncConnection annHolds = Await.value(ann.connect());
        AsyncConnection benHolds = Await.value(ben.connect());
        Await.value(annHolds.execute(COUNT));
        Await.value(benHolds.execute(COUNT));
        CompletionStage<AsyncConnection> annWants = ann.connect();
        awaitWaiting(engine, 1);
        CompletionStage<AsyncConnection> benWants = ben.connect();

        assertThat(Await.failure(benWants, PoolDeadlockException.class))
                .hasMessageContaining("ann")
                .hasMessageContaining("ben");

        assertThat(annWants.toCompletableFuture()).isNotDone();
        close(benHolds);
        close(Await.value(annWants));
        close(annHolds);
    }

    @Test
    @Tag("F59")
    default void whoWaitsWhenTheEngineClosesIsRefusedAtOnce(Bench bench) {
        AsyncEngine engine = bench.engine(sized(bench, 1).withCloseTimeout(Duration.ofMinutes(1)));
        AsyncConnection held = Await.value(engine.connect());
        List<CompletionStage<Result>> waiting =
                Stream.generate(() -> engine.execute(COUNT)).limit(50).toList();
        awaitWaiting(engine, 50);

        CompletionStage<?> closed = engine.close();

        waiting.forEach(wish -> Await.failure(wish, PoolClosedException.class));
        Await.failure(engine.execute(COUNT), PoolClosedException.class);
        assertThat(closed.toCompletableFuture()).isNotDone();
        Await.value(held.execute(COUNT));
        close(held);
        Await.value(closed);
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
    }

    @Test
    @Tag("F66")
    default void aPoolGoesOnWhileUsersBlockAllThreadsOfTheDefaultDispatcher(Bench bench) throws InterruptedException {
        AsyncEngine engine = bench.engine(bench.options().withCompletionThread(CompletionThread.DIRECT));
        Executor dispatcher = bench.system().dispatchers().lookup(DispatcherSelector.defaultDispatcher());
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> starved = new CompletableFuture<>();
        int more = 16 * Math.max(8, Runtime.getRuntime().availableProcessors());
        try {
            for (int task = 0; task < more; task++) {
                dispatcher.execute(() -> await(release));
            }
            dispatcher.execute(() -> starved.complete(null));

            for (int time = 0; time < 20; time++) {
                assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class))
                        .isZero();
            }
            Await.value(engine.connect(connection -> connection.execute(COUNT)));
            assertThat(Await.value(engine.pool().status()).checkedOut()).isZero();
            assertThat(starved).isNotDone();
        } finally {
            release.countDown();
        }
        Await.value(starved);
    }

    private static void await(CountDownLatch release) {
        try {
            assertThat(release.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Tag("F67")
    default void ofAHundredThousandWishesAsManyWaitAsMayAndTheOthersAreRefused(Bench bench) {
        AsyncEngine engine = bench.engine(sized(bench, 1).withMaxWaiting(500).withPoolTimeout(Duration.ofMinutes(5)));
        AsyncConnection held = Await.value(engine.connect());

        List<CompletableFuture<Result>> wishes = IntStream.range(0, 100_000)
                .mapToObj(each -> engine.execute(COUNT).toCompletableFuture())
                .toList();
        awaitWaiting(engine, 500);

        List<CompletableFuture<Result>> refused = wishes.subList(500, wishes.size());
        refused.forEach(wish -> Await.failure(wish, PoolBusyException.class));
        close(held);
        wishes.subList(0, 500)
                .forEach(wish ->
                        assertThat(Await.value(wish).scalarOne(Long.class)).isZero());
    }
}
