package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.StreamCompliance.MANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.RowChunk;
import io.granary.error.DisconnectedException;
import io.granary.error.StaleLeaseException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.stream.Resumption;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks while the rows of a stream come. */
public interface StreamFaultCompliance extends OnBench {

    /** Of bytes. */
    long MEGABYTE = 1L << 20;

    /** A thousand rows, each with a word that only it has. */
    TextClause WORDS = text("select id, word from words order by id");

    /** Makes the tables.
     *
     * @param bench where
     */
    static void write(Bench bench) {
        bench.table("digits", "d int primary key");
        bench.sql().run("insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        bench.table("words", "id int primary key, word varchar(400)");
        bench.sql()
                .run("insert into words select a.d + 10 * b.d + 100 * c.d,"
                        + " concat('word-', a.d + 10 * b.d + 100 * c.d, '-', repeat('x', 300))"
                        + " from digits a, digits b, digits c");
    }

    /** A million, more than a server that does not wait for its reader writes ahead. */
    private static TextClause million() {
        return text("select a.d as n, 'some words to fill a row' as words"
                + " from digits a, digits b, digits c, digits e, digits f, digits g");
    }

    private static EngineOptions one(Bench bench) {
        return bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofMillis(200));
    }

    private static ExecutionOptions fetching(int rows) {
        return ExecutionOptions.none().withFetchSize(rows);
    }

    /** Whole chunks from the first row on, none twice, and none behind the cut. */
    private static void assertPrefix(List<RowChunk> chunks, int chunkSize, int cut) {
        List<Integer> ids = chunks.stream()
                .flatMap(chunk -> chunk.rows().stream())
                .map(ReadRows::number)
                .toList();
        assertThat(ids).hasSizeLessThanOrEqualTo(cut);
        assertThat(ids.size() % chunkSize).isZero();
        for (int id = 0; id < ids.size(); id++) {
            assertThat(ids.get(id)).isEqualTo(id);
        }
    }

    @Test
    @Tag("F13")
    default void aLinkThatIsLostFailsTheStreamBehindTheRowsThatCame(Bench bench) {
        write(bench);
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().cutWhen(Way.DOWN, "word-500-", Cut.RESET_BEFORE);

            SubscriberProbe<RowChunk> probe = SubscriberProbe.on(link.engine().withOptions(fetching(50)).stream(WORDS))
                    .request(Long.MAX_VALUE);

            assertThat(probe.failure(DisconnectedException.class).connectionInvalidated())
                    .isTrue();
            assertPrefix(probe.received(), 50, 500);
            assertThat(link.status().checkedOut()).isZero();
            assertThat(link.proxy().cuts()).isEqualTo(1);
            assertThat(SubscriberProbe.on(link.engine().withOptions(fetching(50)).stream(WORDS))
                            .all())
                    .hasSize(20);
        }
    }

    @Test
    @Tag("F13")
    default void aLinkThatIsLostFailsTheSourceOfATransactionWhichIsRolledBack(Bench bench) {
        write(bench);
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            AsyncConnection connection = Await.value(link.engine().connect());
            Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "half")));
            link.proxy().cutWhen(Way.DOWN, "word-500-", Cut.RESET_BEFORE);

            Pair<CompletionStage<StreamSummary>, CompletionStage<Done>> run = AsyncResult.of(
                            connection.withOptions(fetching(50)), WORDS)
                    .source()
                    .toMat(Sink.ignore(), Keep.both())
                    .run(bench.system());

            Await.failure(run.second(), DisconnectedException.class);
            Await.failure(run.first(), DisconnectedException.class);
            Await.value(connection.rollback());
            assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class))
                    .isZero();
            Await.value(connection.close());
        }
    }

    @Test
    @Tag("F13")
    @Tag("N14")
    default void linksThatAreLostDoNotEndAReadingInPages(Bench bench) {
        write(bench);
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().cutWhen(Way.DOWN, "word-130-", Cut.RESET_BEFORE);

            List<Integer> ids = Await.value(SqlSource.resumable(
                            link.engine(),
                            Sql.select(WordTable.WORDS).orderBy(WordTable.WORDS.id),
                            Resumption.pages(50).withRetries(20, Duration.ofMillis(10), Duration.ofMillis(500)))
                    .map(row -> {
                        int id = ReadRows.number(row);
                        if (id % 200 == 150) {
                            link.proxy().cutWhen(Way.DOWN, "word-" + (id + 150) + "-", Cut.RESET_BEFORE);
                        }
                        return id;
                    })
                    .runWith(Sink.seq(), bench.system()));

            assertThat(ids).isEqualTo(IntStream.range(0, 1000).boxed().toList());
            assertThat(link.proxy().cuts()).isBetween(4L, 6L);
        }
    }

    @Test
    @Tag("F3")
    default void aConnectionThatIsKilledFailsItsStream(Bench bench) {
        write(bench);
        AsyncConnection connection = bench.connection().withOptions(fetching(100));
        long victim = bench.session(connection);
        SubscriberProbe<RowChunk> probe = SubscriberProbe.on(connection.stream(million()));
        probe.requestNext();

        ServerCounts.killConnection(bench.database(), victim);

        assertThat(probe.request(Long.MAX_VALUE)
                        .failure(DisconnectedException.class)
                        .connectionInvalidated())
                .isTrue();
        Await.value(connection.rollback());
        assertThat(bench.session(connection)).isNotEqualTo(victim);
    }

    @Test
    @Tag("F10")
    default void rowsThatAreSwallowedFailTheStreamAtItsDeadline(Bench bench) {
        write(bench);
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().cutWhen(Way.DOWN, "word-500-", Cut.SILENCE_BEFORE);
            AsyncEngine hurried = link.engine().withOptions(fetching(50).withStatementTimeout(Duration.ofMillis(300)));

            SubscriberProbe<RowChunk> probe =
                    SubscriberProbe.on(hurried.stream(WORDS)).request(Long.MAX_VALUE);

            assertThat(probe.failure(StatementTimeoutException.class).connectionInvalidated())
                    .isTrue();
            assertPrefix(probe.received(), 50, 500);
            assertThat(link.status().checkedOut()).isZero();
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    /** Ten megabytes at a kilobyte a second. What has not come takes no room, though the server has told how much it will be. */
    @Test
    @Tag("F15")
    default void aRowThatCrawlsFailsTheStreamAtItsDeadline(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, one(bench))) {
            Await.value(link.engine().execute(COUNT));
            link.proxy().bandwidth(Way.DOWN, 1024);
            AsyncEngine hurried =
                    link.engine().withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));
            long buffers = buffers();
            long passed = link.proxy().passed(Way.DOWN);

            SubscriberProbe<RowChunk> probe = SubscriberProbe.on(hurried.stream(text("select repeat('x', 10485760)")))
                    .request(1);
            Eventually.holds(
                    "the row has begun to come, or is not waited for any longer",
                    Await.PATIENCE,
                    () -> link.proxy().passed(Way.DOWN) > passed + 150 || probe.isOver());
            long taken = buffers() - buffers;

            probe.failure(StatementTimeoutException.class);
            // The server does not see the end of a link behind so many bytes.
            link.proxy().resetAll();
            assertThat(taken).isLessThan(5 * MEGABYTE);
            assertThat(link.status().checkedOut()).isZero();
        }
    }

    /** What the drivers' network has in use, in all. */
    private static long buffers() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    /** Whether it had asked for more or not; it gets no more rows than it had asked for. */
    @Test
    @Tag("F27")
    default void theStreamOfAnOwnerThatEndsIsStoppedAndItsConnectionIsLentOn(Bench bench) {
        write(bench);
        for (int more : new int[] {0, 1}) {
            AsyncEngine engine = bench.engine(
                    bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofSeconds(20)));
            CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
            ActorRef<Object> owner = bench.kit().spawn(Behaviors.<Object>setup(context -> {
                engine.ownedBy(context).connect().thenAccept(leased::complete);
                return Behaviors.receive(Object.class)
                        .onMessageEquals("stop", Behaviors::stopped)
                        .build();
            }));
            AsyncConnection connection = Await.value(leased);
            long before = bench.session(connection);
            SubscriberProbe<RowChunk> probe = SubscriberProbe.on(connection.withOptions(fetching(100)).stream(MANY));
            probe.requestNext();
            if (more > 0) {
                probe.request(more);
            }

            owner.tell("stop");

            probe.failure(StaleLeaseException.class);
            assertThat(probe.untaken()).isLessThanOrEqualTo(more);
            AsyncConnection next = Await.value(engine.connect());
            assertThat(bench.session(next)).isEqualTo(before);
            Await.value(next.close());
        }
    }

    @Test
    @Tag("F31")
    @Tag("F32")
    default void streamsGivenUpAtAnyMomentHarmNobodyElse(Bench bench) {
        write(bench);
        new StreamStorm(bench, System.nanoTime()).give(100);
    }
}
