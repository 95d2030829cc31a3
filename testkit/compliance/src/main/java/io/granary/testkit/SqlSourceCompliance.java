package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.TextClause;
import io.granary.stream.NotificationSource;
import io.granary.stream.Resumption;
import io.granary.stream.Spool;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.WatchedActorTerminatedException;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.Timeout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources that lease a connection for each run. */
public interface SqlSourceCompliance extends OnNumbered {

    /** Some of the items. */
    TextClause ABOVE = text("select id, name from items where id > :least order by id");

    @Test
    default void eachRunExecutesAnewOnAConnectionOfItsOwn(Bench bench) {
        Source<Row, CompletionStage<StreamSummary>> source = SqlSource.of(bench.engine(), Numbered.ITEMS);

        assertThat(Numbered.all(bench, source)).extracting(Numbered::id).isEqualTo(Numbered.upTo(Numbered.MANY));
        bench.sql().run("delete from items where id > 10");
        assertThat(Numbered.all(bench, source)).hasSize(10);

        // The end is told when the connection is back.
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
    }

    @Test
    default void theSummaryTellsWhatTheRowsCameTo(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(100));

        StreamSummary summary = Await.value(
                SqlSource.of(fetching, Numbered.CUBE).to(Sink.ignore()).run(bench.system()));

        assertThat(summary.rows()).isEqualTo(6859);
        assertThat(summary.chunks()).isEqualTo(69);
        assertThat(summary.waitedForDatabase()).isPositive();
    }

    @Test
    default void rowsAreFoundByParametersAndMadeRecords(Bench bench) {
        assertThat(Numbered.all(bench, SqlSource.of(bench.engine(), ABOVE, Params.of("least", 16))))
                .extracting(Numbered::id)
                .containsExactly(17, 18, 19);
        assertThat(Numbered.all(
                        bench, SqlSource.into(bench.engine(), ABOVE, Params.of("least", 18), Numbered.Item.class)))
                .containsExactly(new Numbered.Item(19, "name19"));
    }

    /**
     * A row that knows who made it.
     *
     * @param id of the item
     */
    record Made(int id) {

        private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

        /** Notes the thread. */
        public Made {
            THREADS.add(Thread.currentThread().getName());
        }
    }

    /** A constructor is the user's code, which a driver's thread has no time for: it serves other connections too. */
    @Test
    default void recordsAreMadeWhereTheStreamRuns(Bench bench) {
        assertThat(Numbered.all(
                        bench, SqlSource.into(bench.engine(), text("select id from items"), Map.of(), Made.class)))
                .hasSize(Numbered.MANY);

        assertThat(Made.THREADS).isNotEmpty().allMatch(thread -> thread.contains("pekko.actor.default-dispatcher"));
    }

    @Test
    default void partitionsHaveTheSizeAskedFor(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(4));
        for (AsyncEngine engine : List.of(bench.engine(), fetching)) {
            assertThat(Numbered.all(
                            bench,
                            SqlSource.partitions(engine, Numbered.ITEMS, Map.of(), 7)
                                    .map(List::size)))
                    .containsExactly(7, 7, 5);
        }
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> SqlSource.partitions(bench.engine(), Numbered.ITEMS, Map.of(), 0));
    }

    /** That none listens either is counted on the server when the books are balanced. */
    @Test
    @Tag("F35")
    default void aThousandSourcesThatNobodyRunsLeaseNothing(Bench bench) {
        bench.assumeMoreConnections("its tables were made on a connection of another engine");
        AsyncEngine engine = bench.engine();
        Select<?> byKey = select(ItemTable.ITEMS).orderBy(ItemTable.ITEMS.id);
        List<Source<?, ?>> sources = new ArrayList<>();
        while (sources.size() < 1000) {
            sources.add(SqlSource.of(engine, Numbered.ITEMS));
            sources.add(SqlSource.into(engine, Numbered.ITEMS, Map.of(), Numbered.Item.class));
            sources.add(SqlSource.partitions(engine, Numbered.ITEMS, Map.of(), 10));
            sources.add(SqlSource.spooled(engine, Numbered.ITEMS, Map.of(), Spool.rows(1)));
            sources.add(SqlSource.resumable(engine, byKey, Resumption.pages(5)));
            sources.add(SqlSource.parallelRanges(engine, byKey, ItemTable.ITEMS.id, 2));
            sources.add(NotificationSource.of(engine, "news"));
        }

        assertThat(sources).hasSizeGreaterThanOrEqualTo(1000);
        PoolStatus status = Await.value(engine.pool().status());
        assertThat(status.opened() + status.opening() + status.waiting()).isZero();
    }

    @Test
    default void aStatementThatFailsFailsTheSourceAndItsSummary(Bench bench) {
        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = SqlSource.of(
                        bench.engine(), text("select nothing from items"))
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        Await.failure(run.second(), ProgrammingException.class);
        Await.failure(run.first(), ProgrammingException.class);
        Await.failure(Numbered.seq(bench, SqlSource.of(bench.engine(), ABOVE)), InvalidRequestException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    @Tag("F31")
    @Tag("F32")
    default void whoTakesAFewRowsGivesTheConnectionBack(Bench bench) {
        for (int round = 0; round < 10; round++) {
            assertThat(Numbered.all(
                            bench, SqlSource.of(bench.engine(), Numbered.CUBE).take(5)))
                    .hasSize(5);
        }
        assertThat(Await.value(SqlSource.of(bench.engine(), Numbered.CUBE).runWith(Sink.head(), bench.system())))
                .isNotNull();
        Await.value(
                SqlSource.of(bench.engine(), Numbered.CUBE).to(Sink.cancelled()).run(bench.system()));

        Numbered.assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(Numbered.MANY);
    }

    @Test
    @Tag("F34")
    default void aConsumerThatThrowsGivesTheConnectionBack(Bench bench) {
        CompletionStage<List<Integer>> run =
                Numbered.seq(bench, SqlSource.of(bench.engine(), Numbered.CUBE).map(row -> {
                    if (Numbered.id(row) == 500) {
                        throw new IllegalStateException("row 500");
                    }
                    return Numbered.id(row);
                }));

        Await.failure(run, IllegalStateException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void theStreamOfAnActorEndsWithIt(Bench bench) {
        CompletableFuture<CompletionStage<StreamSummary>> running = new CompletableFuture<>();
        Behavior<String> reader = Behaviors.setup(context -> {
            running.complete(SqlSource.of(bench.engine(), Numbered.CUBE)
                    .to(Sink.queue())
                    .run(Materializer.createMaterializer(context)));
            return Behaviors.receive(String.class)
                    .onMessageEquals("stop", Behaviors::stopped)
                    .build();
        });
        ActorRef<String> actor = bench.kit().spawn(reader);
        CompletionStage<StreamSummary> summary = Await.value(running);

        actor.tell("stop");

        Await.failure(summary, RuntimeException.class);
        Numbered.assertNothingIsLent(bench);
    }

    /** The stream is not the actor's, and hears of its end by watching it. */
    @Test
    @Tag("F34")
    default void aStreamThatAsksAnActorWhichDiesGivesTheConnectionBack(Bench bench) {
        AtomicInteger rows = new AtomicInteger();
        ActorRef<Object> reader = bench.kit()
                .spawn(Behaviors.receive(Object.class)
                        .onMessage(Row.class, row -> {
                            // The third row has no answer but the end.
                            return rows.incrementAndGet() == 3 ? Behaviors.stopped() : Behaviors.same();
                        })
                        .build());
        Pair<CompletionStage<StreamSummary>, CompletionStage<Done>> run = SqlSource.of(
                        bench.engine().withOptions(ExecutionOptions.none().withFetchSize(100)), Numbered.CUBE)
                .ask(3, Adapter.toClassic(reader), Object.class, Timeout.create(Await.PATIENCE))
                .toMat(Sink.ignore(), Keep.both())
                .run(bench.system());

        Await.failure(run.second(), WatchedActorTerminatedException.class);
        Await.value(run.first().handle((summary, failure) -> true));
        assertThat(rows).hasValue(3);
        Numbered.assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(Numbered.MANY);
    }

    @Test
    default void whatAStatementChangesIsCommitted(Bench bench) {
        bench.table(CUSTOMERS);

        assertThat(Numbered.all(bench, SqlSource.of(bench.engine(), INSERT, Params.of("id", 20, "name", "new"))))
                .isEmpty();
        assertThat(Numbered.all(
                        bench, SqlSource.of(bench.engine(), insert(CUSTOMERS).set(CUSTOMERS.name, "ann"))))
                .as("the key that the database gave is no row that was asked for")
                .isEmpty();

        assertThat(bench.committed()).isEqualTo(20);
        assertThat(bench.sql().number("select count(*) from customers")).isEqualTo(1);
    }

    @Test
    @Tag("F37")
    default void aStatementForEachRowOnAPoolOfOneFailsAndHangsNobody(Bench bench) {
        AsyncEngine one = bench.engine(
                bench.options().withPoolSize(1).withMaxOverflow(0).withPoolTimeout(Duration.ofMillis(500)));
        AsyncEngine fetching = one.withOptions(ExecutionOptions.none().withFetchSize(5));

        CompletionStage<List<Long>> run = Numbered.seq(
                bench,
                SqlSource.of(fetching, Numbered.CUBE)
                        .mapAsync(1, row -> one.execute(COUNT).thenApply(result -> result.scalarOne(Long.class))));

        Await.failure(run, PoolTimeoutException.class);
        assertThat(Await.value(one.within(Await.PATIENCE).execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(Numbered.MANY);
    }

    /** They are in memory by then, and the connection is back. */
    @Test
    default void aStatementForEachRowOfAFewWorksOnAPoolOfOne(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));

        assertThat(Numbered.all(
                        bench,
                        SqlSource.of(one, Numbered.ITEMS)
                                .mapAsync(
                                        1,
                                        row -> one.execute(COUNT).thenApply(result -> result.scalarOne(Long.class)))))
                .hasSize(Numbered.MANY);
    }

    @Test
    default void aStatementForEachRowOnAnotherConnectionWorks(Bench bench) {
        List<Long> counts = Numbered.all(
                bench,
                SqlSource.of(bench.engine(), Numbered.ITEMS)
                        .mapAsync(
                                2,
                                row -> bench.engine()
                                        .execute(COUNT)
                                        .thenApply(result -> result.scalarOne(Long.class))));

        assertThat(counts).hasSize(Numbered.MANY).containsOnly((long) Numbered.MANY);
    }

    @Test
    default void aClosedEngineFailsTheSource(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        Source<Row, ?> source = SqlSource.of(engine, Numbered.ITEMS);
        Await.value(engine.close());

        Await.failure(Numbered.seq(bench, source), GranaryException.class);
    }
}
