package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.ItemTable.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.engine.StatementListener;
import io.granary.error.ArgumentException;
import io.granary.error.PoolTimeoutException;
import io.granary.sql.Functions;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.stream.LaneRun;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Queries that several connections read at once, a range each. */
public interface RangeCompliance extends OnNumbered {

    /** All items. */
    Select<?> ALL = select(ITEMS);

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(Numbered::id).sorted().toList();
    }

    @Test
    default void rangesGiveEachRowOnce(Bench bench) {
        for (int count : new int[] {1, 2, 4, 5}) {
            Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = SqlSource.parallelRanges(
                            bench.engine(), ALL, ITEMS.id, count)
                    .toMat(Sink.seq(), Keep.both())
                    .run(bench.system());

            assertThat(ids(Await.value(run.second()))).isEqualTo(Numbered.upTo(Numbered.MANY));
            assertThat(Await.value(run.first()).rows()).isEqualTo(Numbered.MANY);
            assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
        }
    }

    @Test
    default void eachRangeHasASinkOfItsOwn(Bench bench) {
        LaneRun<CompletionStage<List<Row>>> run = Await.value(SqlSource.runRanges(
                bench.engine(),
                ALL.where(ITEMS.id.le(18)).orderBy(ITEMS.id),
                ITEMS.id,
                3,
                range -> Sink.seq(),
                Materializer.createMaterializer(bench.system())));

        assertThat(run.lanes().stream().map(Await::value).map(RangeCompliance::ids))
                .containsExactly(
                        List.of(1, 2, 3, 4, 5, 6), List.of(7, 8, 9, 10, 11, 12), List.of(13, 14, 15, 16, 17, 18));
        assertThat(Await.value(run.summary()).rows()).isEqualTo(18);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void fewValuesAreReadInFewerRanges(Bench bench) {
        for (int most : new int[] {0, 1, 2}) {
            assertThat(ids(Numbered.all(
                            bench,
                            SqlSource.parallelRanges(bench.engine(), ALL.where(ITEMS.id.le(most)), ITEMS.id, 5))))
                    .isEqualTo(Numbered.upTo(most));
        }
        Numbered.assertNothingIsLent(bench);
    }

    /** What is committed behind the export of the snapshot and before it is imported elsewhere is in no range, where all can see what one sees. */
    @Test
    default void rangesSeeOneSnapshotWhereTheDatabaseCanShareIt(Bench bench) {
        Optional<String> export = bench.engine().dialect().exportSnapshot();
        AtomicInteger late = new AtomicInteger();
        AsyncEngine engine = bench.engine(bench.options().withListener(new StatementListener() {
            @Override
            public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
                if (export.isPresent() && statement.sql().equals(export.get())) {
                    // The driver's thread, which may not wait for another driver, waits for a thread that may: nothing
                    // is imported meanwhile.
                    Await.value(CompletableFuture.runAsync(
                            () -> bench.sql().run("insert into items values (100, 'late')")));
                    late.incrementAndGet();
                }
            }
        }));

        List<Row> read = Numbered.all(bench, SqlSource.parallelRanges(engine, ALL, ITEMS.id, 3));

        assertThat(ids(read)).isEqualTo(Numbered.upTo(Numbered.MANY));
        assertThat(late).hasValue(export.isPresent() ? 1 : 0);
        assertThat(bench.committed()).isEqualTo(Numbered.MANY + late.get());
    }

    @Test
    default void allConnectionsAreLeasedOrNone(Bench bench) {
        AsyncEngine engine = bench.engine(
                bench.options().withPoolSize(2).withMaxOverflow(0).withPoolTimeout(Duration.ofMillis(300)));
        AsyncConnection taken = Await.value(engine.within(Await.PATIENCE).connect());

        assertThat(Await.failure(
                        SqlSource.parallelRanges(engine, ALL, ITEMS.id, 2).runWith(Sink.seq(), bench.system()),
                        PoolTimeoutException.class))
                .hasMessageContaining("1 of 2 connections for ranges")
                .hasMessageContaining("within 0.30 s")
                .hasCauseInstanceOf(PoolTimeoutException.class);

        assertThat(Await.value(engine.pool().status()).checkedOut()).isEqualTo(1);
        Await.value(taken.execute(INSERT, Params.of("id", 50, "name", "fifty")));
        Await.value(taken.commit());
        Await.value(taken.close());
        assertThat(Numbered.all(bench, SqlSource.parallelRanges(engine, ALL, ITEMS.id, 2)))
                .hasSize(20);
    }

    @Test
    default void failuresAreToldAsTheyAre(Bench bench) {
        AsyncEngine engine = bench.engine(
                bench.options().withPoolSize(2).withMaxOverflow(0).withPoolTimeout(Duration.ofMillis(300)));
        AsyncConnection taken = Await.value(engine.within(Await.PATIENCE).connect());

        Await.failure(
                SqlSource.parallelRanges(engine, ALL, ITEMS.id, 2)
                        .mapError(PoolTimeoutException.class, late -> new IllegalStateException("seen", late))
                        .runWith(Sink.seq(), bench.system()),
                IllegalStateException.class);
        Await.value(taken.close());
    }

    @Test
    default void aSinkThatCannotBeMadeGivesAllConnectionsBack(Bench bench) {
        Await.failure(
                SqlSource.runRanges(
                        bench.engine(),
                        ALL,
                        ITEMS.id,
                        3,
                        range -> {
                            if (range == 1) {
                                throw new IllegalStateException("no sink");
                            }
                            return Sink.<Row>seq();
                        },
                        Materializer.createMaterializer(bench.system())),
                IllegalStateException.class);

        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void whoCancelsGivesAllConnectionsBack(Bench bench) {
        for (int round = 0; round < 10; round++) {
            assertThat(Numbered.all(
                            bench,
                            SqlSource.parallelRanges(bench.engine(), ALL, ITEMS.id, 3)
                                    .take(2)))
                    .hasSize(2);
            Await.value(SqlSource.parallelRanges(bench.engine(), ALL, ITEMS.id, 3)
                    .to(Sink.cancelled())
                    .run(bench.system())
                    .handle((summary, failure) -> true));
        }
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void whoCancelsWhileConnectionsAreWaitedForWaitsNoLonger(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(2).withMaxOverflow(0));
        AsyncConnection taken = Await.value(engine.connect());
        PoolProbe pool = PoolProbe.of(engine);
        SubscriberProbe<Row> reader = SubscriberProbe.on(SqlSource.parallelRanges(engine, ALL, ITEMS.id, 2)
                .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), bench.system()));
        pool.awaitWaiting(1);

        reader.cancel();

        pool.await(
                "only the one is lent, and nobody waits",
                Await.PATIENCE,
                status -> status.waiting() == 0 && status.checkedOut() == 1);
        Await.value(taken.close());
    }

    @Test
    default void whoGivesUpRangesThatWaitForConnectionsWaitsNoLonger(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(2).withMaxOverflow(0));
        AsyncConnection taken = Await.value(engine.connect());
        PoolProbe pool = PoolProbe.of(engine);
        AtomicInteger sinks = new AtomicInteger();
        CompletionStage<LaneRun<CompletionStage<List<Row>>>> run = SqlSource.runRanges(
                engine,
                ALL,
                ITEMS.id,
                2,
                range -> {
                    sinks.incrementAndGet();
                    return Sink.<Row>seq();
                },
                Materializer.createMaterializer(bench.system()));
        pool.awaitWaiting(1);

        run.toCompletableFuture().cancel(false);

        pool.await(
                "only the one is lent, and nobody waits",
                Await.PATIENCE,
                status -> status.waiting() == 0 && status.checkedOut() == 1);
        assertThat(sinks).hasValue(0);
        Await.value(taken.close());
    }

    /** A connection that is closed ends what is read on it. */
    @Test
    default void whoGivesUpRangesThatAreJustStartedEndsThem(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(2).withMaxOverflow(0));
        CompletableFuture<CompletionStage<LaneRun<NotUsed>>> run = new CompletableFuture<>();
        Sink<Row, NotUsed> stuck = Flow.<Row>create()
                .mapAsync(1, row -> new CompletableFuture<Row>())
                .to(Sink.ignore());

        run.complete(SqlSource.runRanges(
                engine,
                ALL,
                ITEMS.id,
                2,
                range -> {
                    run.join().toCompletableFuture().cancel(false);
                    return stuck;
                },
                Materializer.createMaterializer(bench.system())));

        PoolProbe.of(engine)
                .await(
                        "nothing is lent",
                        Await.PATIENCE,
                        status -> status.checkedOut() == 0 && status.checkedIn() == 2);
    }

    @Test
    default void whatHasNoRangesIsRefused(Bench bench) {
        AsyncEngine engine = bench.engine();
        Stream.of(
                        ALL.limit(3),
                        ALL.distinct(),
                        ALL.forUpdate(),
                        select(ITEMS.name).groupBy(ITEMS.name),
                        select(Functions.count(), Functions.max(ITEMS.id)),
                        select(ITEMS.id, Functions.rowNumber().over(Sql.window().orderBy(ITEMS.id))),
                        select(ITEMS.id.lt(Functions.max(ITEMS.id))))
                .forEach(query -> assertThatExceptionOfType(ArgumentException.class)
                        .isThrownBy(() -> SqlSource.parallelRanges(engine, query, ITEMS.id, 2)));
        for (int count : new int[] {0, 1000}) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(() -> SqlSource.parallelRanges(engine, ALL, ITEMS.id, count));
        }
        Await.failure(
                Numbered.seq(bench, SqlSource.parallelRanges(engine, ALL, ITEMS.name, 2)), ArgumentException.class);
        Numbered.assertNothingIsLent(bench);
    }
}
