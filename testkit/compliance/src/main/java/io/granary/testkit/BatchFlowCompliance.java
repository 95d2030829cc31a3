package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Writing.ITEM;
import static io.granary.testkit.Writing.LONG;
import static io.granary.testkit.Writing.VALUES;
import static io.granary.testkit.Writing.upTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.RetryPolicy;
import io.granary.error.ArgumentException;
import io.granary.error.BatchFailedException;
import io.granary.error.CompileException;
import io.granary.error.PoolClosedException;
import io.granary.error.UniqueViolationException;
import io.granary.stream.Batch;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.BatchWork;
import io.granary.stream.Inserted;
import io.granary.stream.SqlFlow;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Flows that write batches, each in a transaction of its own. */
public interface BatchFlowCompliance extends OnCustomers {

    private static <T> BatchSettings<T> size(int size) {
        return BatchSettings.<T>defaults().withSize(size).withMaxDelay(LONG);
    }

    private static <T, O> Pair<CompletionStage<BatchSummary>, CompletionStage<List<O>>> run(
            Bench bench, Source<T, ?> source, Flow<T, O, CompletionStage<BatchSummary>> flow) {
        return source.viaMat(flow, Keep.right()).toMat(Sink.seq(), Keep.both()).run(bench.system());
    }

    @Test
    default void batchesHaveTheSizeAskedForAndTellWhatTheyAre(Bench bench) {
        Pair<CompletionStage<BatchSummary>, CompletionStage<List<Batch<Integer, Result>>>> run =
                run(bench, upTo(25), SqlFlow.execute(bench.engine(), INSERT, size(10), ITEM));

        List<Batch<Integer, Result>> batches = Await.value(run.second());

        assertThat(Writing.sizes(batches)).containsExactly(10, 10, 5);
        assertThat(batches).extracting(Batch::first).containsExactly(0L, 10L, 20L);
        assertThat(batches.get(2).elements()).containsExactly(21, 22, 23, 24, 25);
        BatchSummary summary = Await.value(run.first());
        assertThat(summary)
                .extracting(BatchSummary::elements, BatchSummary::batches, BatchSummary::failedBatches)
                .containsExactly(25L, 3L, 0L);
        assertThat(summary.took()).isPositive();
        assertThat(bench.committed()).isEqualTo(25);
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
    }

    @Test
    default void batchesWeighNoMoreThanAllowedButForSingleElements(Bench bench) {
        BatchSettings<Integer> settings =
                BatchSettings.<Integer>defaults().withSize(3).withMaxDelay(LONG).withWeight(10, (Integer id) -> id);

        List<Batch<Integer, Result>> batches = Await.value(run(
                        bench,
                        Source.from(List.of(4, 5, 6, 20, 1, 2, 3, 0)),
                        SqlFlow.execute(bench.engine(), INSERT, settings, ITEM))
                .second());

        assertThat(batches)
                .extracting(Batch::elements)
                .containsExactly(List.of(4, 5), List.of(6), List.of(20), List.of(1, 2, 3), List.of(0));
    }

    @Test
    default void aBatchThatIsNotFullIsWrittenInTime(Bench bench) {
        Pair<BoundedSourceQueue<Integer>, CompletionStage<BatchSummary>> run = Source.<Integer>queue(8)
                .viaMat(
                        SqlFlow.execute(
                                bench.engine(),
                                INSERT,
                                BatchSettings.<Integer>defaults().withMaxDelay(Duration.ofMillis(20)),
                                ITEM),
                        Keep.both())
                .to(Sink.ignore())
                .run(bench.system());
        Writing.offer(run.first(), 1, 2, 3);

        Eventually.gives("they are there", Await.PATIENCE, bench::committed, count -> count == 3);
        assertThat(run.second().toCompletableFuture()).isNotDone();

        run.first().complete();
        assertThat(Await.value(run.second()).elements()).isEqualTo(3);
    }

    @Test
    default void eachElementComesWithItsKeyInOrder(Bench bench) {
        Pair<CompletionStage<BatchSummary>, CompletionStage<List<Inserted<Writing.Customer>>>> run = run(
                bench,
                Source.from(Writing.customers(25)),
                SqlFlow.insert(bench.engine(), insert(CUSTOMERS), size(10), VALUES));

        List<Inserted<Writing.Customer>> inserted = Await.value(run.second());

        assertThat(inserted).extracting(Inserted::element).isEqualTo(Writing.customers(25));
        for (Inserted<Writing.Customer> one : inserted) {
            assertThat(OnShop.names(
                            bench,
                            select(CUSTOMERS.name)
                                    .where(CUSTOMERS.id.eq(one.row().get(CUSTOMERS.id)))))
                    .containsExactly(one.element().name());
        }
        assertThat(Await.value(run.first()).batches()).isEqualTo(3);
    }

    @Test
    default void elementsThatBringTheirKeysGoTogether(Bench bench) {
        Writing.Sent sent = new Writing.Sent();
        AsyncEngine engine = sent.engine(bench);

        List<Inserted<Integer>> inserted = Await.value(run(
                        bench,
                        upTo(20),
                        SqlFlow.<Integer>insert(
                                engine, insert(CUSTOMERS), size(10), id -> Map.of("id", 100 - id, "name", "c" + id)))
                .second());

        assertThat(inserted)
                .extracting(one -> one.row().get("id", Long.class))
                .containsExactlyElementsOf(upTo(20).map(id -> 100L - id)
                        .runWith(Sink.seq(), bench.system())
                        .toCompletableFuture()
                        .join());
        assertThat(sent.sets()).containsExactly(1, 1);
    }

    @Test
    default void whatAnInsertReturnsComesWithItsElement(Bench bench) {
        CompletionStage<List<Inserted<Writing.Customer>>> run = run(
                        bench,
                        Source.from(Writing.customers(5)),
                        SqlFlow.insert(
                                bench.engine(),
                                insert(CUSTOMERS).returning(CUSTOMERS.age.add(1).as("next")),
                                size(3),
                                VALUES))
                .second();

        if (bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            assertThat(Await.value(run))
                    .extracting(one -> one.row().get("next", Integer.class))
                    .containsExactly(2, 3, 4, 5, 6);
        } else {
            assertThat(Await.failure(run, BatchFailedException.class)).hasCauseInstanceOf(CompileException.class);
        }
    }

    @Test
    default void aFailingBatchEndsTheStreamAndHasItsElements(Bench bench) {
        Pair<CompletionStage<BatchSummary>, CompletionStage<List<Batch<Integer, Result>>>> run = run(
                bench,
                Source.from(List.of(71, 72, 73, 71, 75, 76)),
                SqlFlow.execute(bench.engine(), INSERT, size(2), ITEM));

        BatchFailedException failure = Await.failure(run.second(), BatchFailedException.class);

        assertThat(failure.first()).isEqualTo(2);
        assertThat(failure.elements()).containsExactly(73, 71);
        assertThat(failure).hasCauseInstanceOf(UniqueViolationException.class);
        assertThat(failure.getMessage())
                .contains("elements 2 to 3", "UNIQUE-VIOLATION")
                .doesNotContain("71", "73");
        assertThat(Await.failure(run.first(), BatchFailedException.class)).isSameAs(failure);
        assertThat(bench.committed()).isEqualTo(2);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void aFailingBatchIsReportedInItsPlace(Bench bench) {
        Pair<CompletionStage<BatchSummary>, CompletionStage<List<Batch<Integer, Result>>>> run = run(
                bench,
                Source.from(List.of(1, 2, 3, 1, 5, 6)),
                SqlFlow.execute(
                        bench.engine(),
                        INSERT,
                        BatchFlowCompliance.<Integer>size(2).withFailuresReported(),
                        ITEM));

        List<Batch<Integer, Result>> batches = Await.value(run.second());

        assertThat(batches.get(0)).isInstanceOf(Batch.Written.class);
        assertThat(batches.get(1)).isInstanceOfSatisfying(Batch.Failed.class, failed -> {
            assertThat(failed.first()).isEqualTo(2);
            assertThat(failed.failure()).hasCauseInstanceOf(UniqueViolationException.class);
        });
        assertThat(batches.get(1).elements()).containsExactly(3, 1);
        assertThat(batches.get(2)).isInstanceOf(Batch.Written.class);
        assertThat(Await.value(run.first()))
                .extracting(BatchSummary::elements, BatchSummary::batches, BatchSummary::failedBatches)
                .containsExactly(4L, 2L, 1L);
        assertThat(bench.committed()).isEqualTo(4);
    }

    @Test
    default void aFlowOfRowsHasNoPlaceForFailures(Bench bench) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> SqlFlow.insert(
                        bench.engine(),
                        insert(CUSTOMERS),
                        BatchSettings.defaults().withFailuresReported(),
                        VALUES));
    }

    @Test
    default void batchesSideBySideStayInOrderAndAreNoMoreThanAllowed(Bench bench) {
        bench.assumeMoreConnections("batches are written at the same time");
        Map<Integer, CompletableFuture<Done>> gates = new ConcurrentHashMap<>();
        AtomicInteger taken = new AtomicInteger();
        BatchWork<Integer, Result> items = BatchWork.executing(INSERT, ITEM);
        BatchWork<Integer, Result> gated = (connection, elements) -> {
            CompletableFuture<Done> gate = new CompletableFuture<>();
            gates.put(elements.get(0), gate);
            return gate.thenCompose(open -> items.write(connection, elements));
        };
        CompletionStage<List<Batch<Integer, Result>>> run = run(
                        bench,
                        upTo(12).map(id -> {
                            taken.incrementAndGet();
                            return id;
                        }),
                        SqlFlow.batches(
                                bench.engine(),
                                BatchFlowCompliance.<Integer>size(2).withParallelism(3),
                                gated))
                .second();

        for (List<Integer> together : List.of(List.of(1, 3, 5), List.of(7, 9, 11))) {
            Eventually.holds(
                    "three are on their way",
                    Await.PATIENCE,
                    () -> gates.keySet().containsAll(together));
            assertThat(taken.get())
                    .as("three are on their way, one is gathered, and an element has come behind it")
                    .isLessThanOrEqualTo(together.get(2) + 1 + 2 + 1);
            assertThat(gates).hasSize(together.get(2) / 2 + 1);
            for (int last = 2; last >= 0; last--) {
                long written = bench.committed();
                requireNonNull(gates.get(together.get(last))).complete(Done.getInstance());
                Eventually.gives("it is written", Await.PATIENCE, bench::committed, count -> count == written + 2);
            }
        }

        assertThat(Await.value(run)).extracting(Batch::first).containsExactly(0L, 2L, 4L, 6L, 8L, 10L);
        assertThat(bench.committed()).isEqualTo(12);
    }

    @Test
    default void batchesSideBySideWorkOnAPoolOfOne(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));

        assertThat(Writing.sizes(Await.value(run(
                                bench,
                                upTo(25),
                                SqlFlow.execute(
                                        one,
                                        INSERT,
                                        BatchFlowCompliance.<Integer>size(5).withParallelism(4),
                                        ITEM))
                        .second())))
                .containsExactly(5, 5, 5, 5, 5);
        assertThat(bench.committed()).isEqualTo(25);
    }

    @Test
    default void anEngineThatIsClosedMidwayFailsTheNextBatch(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        Pair<BoundedSourceQueue<Integer>, CompletionStage<List<Batch<Integer, Result>>>> run = Source.<Integer>queue(8)
                .via(SqlFlow.execute(engine, INSERT, size(2), ITEM))
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());
        Writing.offer(run.first(), 1, 2);
        Eventually.gives("the first is written", Await.PATIENCE, bench::committed, count -> count == 2);
        Await.value(engine.close());
        Writing.offer(run.first(), 3, 4);

        assertThat(Await.failure(run.second(), BatchFailedException.class))
                .hasCauseInstanceOf(PoolClosedException.class);
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void anElementThatIsNoRowFailsItsBatch(Bench bench) {
        CompletionStage<List<Batch<Integer, Result>>> run = run(
                        bench, upTo(6), SqlFlow.<Integer>execute(bench.engine(), INSERT, size(2), id -> {
                            if (id == 4) {
                                throw new IllegalStateException("no row");
                            }
                            return ITEM.apply(id);
                        }))
                .second();

        BatchFailedException failure = Await.failure(run, BatchFailedException.class);

        assertThat(failure.elements()).containsExactly(3, 4);
        assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(bench.committed()).isEqualTo(2);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void whatIsGatheredWhenTheStreamFailsIsDropped(Bench bench) {
        Pair<Pair<BoundedSourceQueue<Integer>, CompletionStage<BatchSummary>>, Publisher<Batch<Integer, Result>>> run =
                Source.<Integer>queue(8)
                        .viaMat(SqlFlow.execute(bench.engine(), INSERT, size(2), ITEM), Keep.both())
                        .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                        .run(bench.system());
        SubscriberProbe<Batch<Integer, Result>> reader = SubscriberProbe.on(run.second());
        Writing.offer(run.first().first(), 1, 2, 3);
        assertThat(reader.requestNext().elements()).containsExactly(1, 2);

        run.first().first().fail(new IllegalStateException("lost"));

        assertThat(reader.failure(IllegalStateException.class)).hasMessage("lost");
        assertThat(Await.failure(run.first().second(), IllegalStateException.class))
                .hasMessage("lost");
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void whoCancelsLetsTheBatchOnItsWayEnd(Bench bench) {
        CompletableFuture<Done> gate = new CompletableFuture<>();
        CompletableFuture<Done> begun = new CompletableFuture<>();
        BatchWork<Integer, Done> work = (connection, elements) -> {
            begun.complete(Done.getInstance());
            return Writing.<Integer>gated(gate, BatchWork.executing(INSERT, ITEM))
                    .write(connection, elements);
        };
        Pair<CompletionStage<BatchSummary>, Publisher<Batch<Integer, Done>>> run = upTo(100)
                .viaMat(SqlFlow.batches(bench.engine(), size(2), work), Keep.right())
                .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                .run(bench.system());
        SubscriberProbe<Batch<Integer, Done>> reader = SubscriberProbe.on(run.second());
        reader.request(1);
        Await.value(begun);

        reader.cancel();
        assertThat(run.first().toCompletableFuture()).isNotDone();
        gate.complete(Done.getInstance());

        assertThat(Await.value(run.first()).elements()).isEqualTo(2);
        assertThat(bench.committed()).isEqualTo(2);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void whoCancelsWhileABatchWaitsForAConnectionWaitsNoLonger(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection taken = Await.value(engine.connect());
        PoolProbe pool = PoolProbe.of(engine);
        Pair<CompletionStage<BatchSummary>, Publisher<Batch<Integer, Result>>> run = upTo(100)
                .viaMat(SqlFlow.execute(engine, INSERT, size(2), ITEM), Keep.right())
                .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                .run(bench.system());
        SubscriberProbe<Batch<Integer, Result>> reader = SubscriberProbe.on(run.second());
        reader.request(1);
        pool.awaitWaiting(1);

        reader.cancel();

        assertThat(Await.value(run.first()).elements()).isZero();
        pool.await("nobody waits", Await.PATIENCE, status -> status.waiting() == 0 && status.checkedOut() == 1);
        Await.value(taken.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void nothingIsLeasedBeforeTheFirstBatch(Bench bench) {
        AsyncEngine fresh = bench.engine(bench.options());
        List<BoundedSourceQueue<Integer>> queues = new ArrayList<>();
        List<CompletionStage<BatchSummary>> summaries = new ArrayList<>();
        for (BatchSettings<Integer> settings : List.of(
                BatchFlowCompliance.<Integer>size(10),
                BatchFlowCompliance.<Integer>size(10).inOneTransaction())) {
            Pair<BoundedSourceQueue<Integer>, CompletionStage<BatchSummary>> run = Source.<Integer>queue(8)
                    .viaMat(SqlFlow.execute(fresh, INSERT, settings, ITEM), Keep.both())
                    .to(Sink.ignore())
                    .run(bench.system());
            queues.add(run.first());
            summaries.add(run.second());
        }
        queues.forEach(BoundedSourceQueue::complete);

        assertThat(summaries)
                .allSatisfy(
                        summary -> assertThat(Await.value(summary).elements()).isZero());
        assertThat(Await.value(fresh.pool().status()).opened()).isZero();
    }

    @Test
    default void batchesThatCrossAreWrittenAgain(Bench bench) {
        bench.assumeMoreConnections("batches are written at the same time");
        bench.table("accounts", "id int primary key, amount int");
        bench.sql().run("insert into accounts values (1, 0)", "insert into accounts values (2, 0)");
        RetryingCompliance.Meeting meeting = new RetryingCompliance.Meeting();
        BatchWork<Integer, Result> crossing = (connection, elements) -> {
            int first = elements.get(0);
            return RetryingCompliance.cross(bench, connection, meeting, first, 3 - first);
        };

        assertThat(Await.value(run(
                                bench,
                                upTo(2),
                                SqlFlow.batches(
                                        bench.engine(),
                                        BatchFlowCompliance.<Integer>size(1)
                                                .withParallelism(2)
                                                .withRetries(RetryPolicy.attempts(20)),
                                        crossing))
                        .second()))
                .hasSize(2);

        assertThat(bench.sql().number("select sum(amount) from accounts")).isEqualTo(4);
        assertThat(meeting.arrivals()).as("runs").isGreaterThan(2);
    }
}
