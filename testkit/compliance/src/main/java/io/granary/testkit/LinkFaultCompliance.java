package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.PoolKind;
import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.error.DisconnectedException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks that swallow, delay and refuse. */
public interface LinkFaultCompliance extends OnBench {

    /** Every message of every protocol has one: in its length, or in its number. */
    private static byte[] anyMessage() {
        return new byte[1];
    }

    private static EngineOptions one(Bench bench) {
        return bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofMillis(200));
    }

    private static List<CompletionStage<Result>> counts(AsyncEngine engine, int many) {
        return IntStream.range(0, many).mapToObj(each -> engine.execute(COUNT)).toList();
    }

    /** One statement vanishes or its answer does, on a pool of one: its place is free with its failure, and only its link is lost. */
    private static void vanishes(Bench bench, Cut cut) {
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            AsyncEngine engine = link.engine();
            Await.value(engine.execute(COUNT));
            link.proxy().cutWhen(Way.UP, "vanishing", cut);
            AsyncEngine hurried =
                    engine.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));

            StatementTimeoutException failure =
                    Await.failure(hurried.execute(Sql.text("select 'vanishing'")), StatementTimeoutException.class);

            assertThat(failure.connectionInvalidated()).isTrue();
            assertThat(link.status().checkedOut()).isZero();
            assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
            assertThat(link.status().opened()).isEqualTo(2);
            assertThat(link.proxy().cuts()).isEqualTo(1);
        }
    }

    @Test
    @Tag("F10")
    default void aStatementWhoseAnswerIsSwallowedFailsAtItsDeadlineAndItsPlaceIsFree(Bench bench) {
        vanishes(bench, Cut.FORWARD_THEN_SILENCE);
    }

    @Test
    @Tag("F12")
    default void aStatementThatIsSwallowedFailsAtItsDeadlineAndItsPlaceIsFree(Bench bench) {
        vanishes(bench, Cut.SILENCE_BEFORE);
    }

    @Test
    @Tag("F10")
    default void aTransactionWhoseAnswersAreSwallowedIsRolledBack(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            AsyncConnection connection = Await.value(link.engine()
                    .withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)))
                    .connect());
            Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "half")));
            link.proxy().cutWhen(Way.UP, "vanishing", Cut.FORWARD_THEN_SILENCE);

            Await.failure(connection.execute(Sql.text("select 'vanishing'")), StatementTimeoutException.class);
            Await.value(connection.rollback());
            Await.value(connection.close());

            assertThat(Await.value(link.engine().execute(Sql.text("select 1"))).all())
                    .hasSize(1);
            link.proxy().resetSilenced();
            ServerCounts.awaitNoTransactions(bench.database(), Await.PATIENCE);
            assertThat(bench.committed()).isZero();
        }
    }

    @Test
    @Tag("F63")
    default void aLinkThatWentSilentWithinATransactionIsCutWhenItsCloseDoesNotEnd(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, one(bench).withCloseTimeout(Duration.ofMillis(300)))) {
            AsyncConnection connection = Await.value(link.engine()
                    .withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)))
                    .connect());
            Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "half")));
            link.proxy().cutWhen(Way.UP, "vanishing", Cut.FORWARD_THEN_SILENCE);

            Await.failure(connection.execute(Sql.text("select 'vanishing'")), StatementTimeoutException.class);

            // The proxy keeps the silence, and sees the client's end nevertheless: no socket is left on this side.
            Eventually.gives(
                    "the link is cut", Await.PATIENCE, () -> link.proxy().swallowedEnds(Way.UP), ends -> ends == 1);
            link.status("nothing closes any more", status -> status.closing() == 0);
            Await.value(connection.close());
        }
    }

    @Test
    @Tag("F11")
    default void anIdleLinkThatWentSilentIsFoundByTheTestBeforeLending(Bench bench) {
        EngineOptions options = one(bench).withPoolPrePing(true).withValidateTimeout(Duration.ofMillis(300));
        try (FaultyLink link = FaultyLink.of(bench, options)) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().cutWhen(Way.UP, anyMessage(), Cut.SILENCE_BEFORE);

            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();

            assertThat(link.proxy().cuts()).isEqualTo(1);
            assertThat(link.status().opened()).isEqualTo(2);
        }
    }

    @Test
    @Tag("F11")
    default void anIdleLinkThatWentSilentIsReplacedByTheKeepAlive(Bench bench) {
        EngineOptions options = one(bench)
                .withMinIdle(1)
                .withKeepAlive(Duration.ofMillis(100))
                .withValidateTimeout(Duration.ofMillis(300));
        try (FaultyLink link = FaultyLink.of(bench, options)) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().cutWhen(Way.UP, anyMessage(), Cut.SILENCE_BEFORE);

            link.status("it is replaced", status -> status.checkedIn() == 1 && status.opened() == 2);

            assertThat(link.proxy().cuts()).isEqualTo(1);
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    @Test
    @Tag("F14")
    default void aSlowNetworkSlowsEverybodyAndFailsNobody(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, bench.options())) {
            link.proxy().latency(Way.UP, Duration.ofMillis(100));
            link.proxy().latency(Way.DOWN, Duration.ofMillis(100));

            List<CompletionStage<Result>> asked = counts(link.engine(), 20);
            assertThat(link.status().waiting()).isPositive();

            asked.forEach(answer ->
                    assertThat(Await.value(answer).scalarOne(Long.class)).isZero());
            PoolStatus status = link.status();
            assertThat(status.timedOut() + status.invalidated()).isZero();
        }
    }

    @Test
    @Tag("F16")
    default void aServerThatNeverSpeaksCostsEachAskerOneConnectTimeoutAndNoPlace(Bench bench) {
        EngineOptions options = bench.options().withConnectTimeout(Duration.ofMillis(100));
        try (FaultyLink link = FaultyLink.of(bench, options)) {
            link.proxy().acceptOnly(true);

            counts(link.engine(), 50).forEach(asked -> Await.failure(asked, DisconnectedException.class));

            PoolStatus status = link.status();
            assertThat(status.checkedOut() + status.opening() + status.waiting())
                    .isZero();
            assertThat(ServerCounts.connections(bench.database())).isZero();
            link.awaitLinks(0);
        }
    }

    @Test
    @Tag("F17")
    default void whileNobodyListensAskersWaitAndFewConnectsAreTried(Bench bench) {
        EngineOptions options = bench.options().withPoolPrePing(true).withConnectBackoffMax(Duration.ofMinutes(1));
        try (FaultyLink link = FaultyLink.of(bench, options)) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().target("127.0.0.1", 1);
            link.proxy().resetAll();
            long before = link.proxy().accepted();

            List<CompletionStage<Result>> asked = counts(link.engine(), 100);
            link.status("all wait", status -> status.waiting() == 100);
            int places = options.poolSize() + options.maxOverflow();
            Eventually.holds(
                    "connects were tried again and again",
                    Await.PATIENCE,
                    () -> link.proxy().accepted() - before >= 4);

            assertThat(link.proxy().accepted() - before).isLessThanOrEqualTo(places + 20);
            assertThat(asked).noneMatch(each -> each.toCompletableFuture().isDone());
            link.proxy().target(bench.database().host(), bench.database().port());
            asked.forEach(answer ->
                    assertThat(Await.value(answer).scalarOne(Long.class)).isZero());
        }
    }

    /** What finds the server by its name opens a socket, too. Other tests of this JVM connect meanwhile, some by drivers as they are, so that there are a few. */
    @Test
    default void connectionsThatCameAndWentLeaveNoSocketBehind(Bench bench) {
        OpenSockets.assumeKnown();
        long before = OpenSockets.datagrams();
        AsyncEngine engine = bench.engine(bench.options().withPoolKind(PoolKind.NULL));
        for (int i = 0; i < 100; i++) {
            Await.value(engine.execute(COUNT));
        }

        Eventually.holds(
                "fewer than 50 sockets that look for servers are left",
                Duration.ofSeconds(10),
                () -> OpenSockets.datagrams() < before + 50);
    }

    /** An order to stop a statement takes a link of its own on PostgreSQL; the connection stays. */
    @Test
    default void ordersToStopStatementsLeaveNoSocketBehind(Bench bench) {
        OpenSockets.assumeKnown();
        long before = OpenSockets.datagrams();
        AsyncEngine engine = bench.engine(one(bench).withCancelGrace(Duration.ofSeconds(5)));
        AsyncEngine hurried = engine.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(10)));
        for (int i = 0; i < 100; i++) {
            Await.failure(hurried.execute(Sql.text(bench.capabilities().slow())), StatementTimeoutException.class);
        }

        Eventually.holds(
                "fewer than 50 sockets that look for servers are left",
                Duration.ofSeconds(10),
                () -> OpenSockets.datagrams() < before + 50);
    }
}
