package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.error.DisconnectedException;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Servers that crash, start, and are full. The class that runs this has a server of its own, which has to run before each test. */
public interface ServerFaultCompliance extends OnBench {

    /** {@return the server that may be crashed} */
    LocalServer server();

    @Override
    @BeforeEach
    default void furnish(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        bench.furnish(server().createDatabase(), kit);
    }

    private static EngineOptions ten(Bench bench) {
        return bench.options().withPoolSize(10).withMaxOverflow(0);
    }

    /** Makes a pool hold so many idle connections. */
    private static void warm(AsyncEngine engine, int many) {
        List<AsyncConnection> all =
                Stream.generate(engine::connect).limit(many).map(Await::value).toList();
        all.forEach(connection -> Await.value(connection.close()));
        assertThat(Await.value(engine.pool().status()).checkedIn()).isEqualTo(many);
    }

    /** More than fits into sockets and memories on the way. */
    private static Executable endlessRows() {
        return Sql.text("with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)"
                + " select a.i, repeat('x', 200) from n a, n b");
    }

    private static PoolStatus status(AsyncEngine engine) {
        return Await.value(engine.pool().status());
    }

    @Test
    @Tag("F1")
    default void theFirstStatementAfterARestartSucceedsThoughAllIdleConnectionsAreDead(Bench bench) {
        AsyncEngine engine = bench.engine(ten(bench));
        warm(engine, 10);

        server().crash();
        server().restart();

        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        PoolStatus status = status(engine);
        assertThat(status.checkedIn()).as("all are replaced together").isEqualTo(1);
        assertThat(status.opened()).isEqualTo(11);
    }

    @Test
    @Tag("F2")
    default void aCrashFailsWhatRunsAndFreesItsPlace(Bench bench) {
        AsyncEngine engine = bench.engine(ten(bench));
        warm(engine, 10);
        CompletionStage<Result> running =
                engine.execute(Sql.text(bench.capabilities().slow()));
        AsyncConnection connection = Await.value(engine.connect());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "lost")));
        SubscriberProbe<RowChunk> stream = SubscriberProbe.on(engine.stream(endlessRows()));
        stream.requestNext();
        Eventually.holds("the statement runs", Await.PATIENCE, () -> bench.runningSlow() == 1);

        server().crash();

        assertThat(Await.failure(running, DisconnectedException.class).connectionInvalidated())
                .isTrue();
        stream.request(Long.MAX_VALUE).failure(DisconnectedException.class);
        Await.failure(connection.execute(COUNT), DisconnectedException.class);
        Await.value(connection.close());
        assertThat(status(engine).checkedOut()).isZero();
        server().restart();
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    @Tag("F18")
    default void whoAsksWhileTheServerStartsIsServedWhenItIsThere(Bench bench) {
        AsyncEngine engine = bench.engine(ten(bench));
        warm(engine, 1);
        server().crash();

        List<CompletionStage<Result>> asked =
                IntStream.range(0, 20).mapToObj(each -> engine.execute(COUNT)).toList();
        Eventually.holds("they wait", Await.PATIENCE, () -> status(engine).waiting() == 20);
        server().restart();

        asked.forEach(
                answer -> assertThat(Await.value(answer).scalarOne(Long.class)).isZero());
        assertThat(status(engine).timedOut()).isZero();
    }

    /**
     * Runs work on a server that has room for so many connections of users without privileges, and for a few of others.
     *
     * @param work given the server, and how many
     */
    void onSmallServer(BiConsumer<LocalServer, Integer> work);

    @Test
    @Tag("F45")
    default void aPoolThatIsLargerThanTheServerMakesDoWithWhatItGets(Bench bench) {
        onSmallServer((small, room) -> {
            TestDatabase database = small.createDatabase();
            PlainSql.on(small.admin()).run(createUser(database));
            TestDatabase limited = new TestDatabase(
                    database.kind(), database.host(), database.port(), database.database(), "limited", "word-3Hd8");
            AsyncEngine engine = bench.engine(bench.options().withPoolSize(20), limited);

            IntStream.range(0, 100)
                    .mapToObj(each -> engine.execute(Sql.text("select 7")))
                    .toList()
                    .forEach(answer -> assertThat(Await.value(answer).all()).hasSize(1));
            List<AsyncConnection> all = Stream.generate(engine::connect)
                    .limit(room)
                    .map(Await::value)
                    .toList();
            CompletionStage<AsyncConnection> oneMore = engine.connect();
            Eventually.holds("it waits", Await.PATIENCE, () -> status(engine).waiting() == 1);
            all.forEach(connection -> Await.value(connection.execute(Sql.text("select 7"))));
            assertThat(ServerCounts.connections(database)).isEqualTo(room);
            all.forEach(connection -> Await.value(connection.close()));

            Await.value(Await.value(oneMore).close());
            assertThat(status(engine).timedOut()).isZero();
            Books.assertBalanced(database, List.of(engine));
            Await.value(engine.close());
        });
    }

    private static String createUser(TestDatabase database) {
        return database.kind() == DatabaseKind.POSTGRESQL
                ? "create role limited login password 'word-3Hd8'"
                : "grant select on `" + database.database() + "`.* to limited identified by 'word-3Hd8'";
    }
}
