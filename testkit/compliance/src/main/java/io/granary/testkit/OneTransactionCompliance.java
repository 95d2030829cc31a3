package io.granary.testkit;

import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Writing.ITEM;
import static io.granary.testkit.Writing.LONG;
import static io.granary.testkit.Writing.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.error.BatchFailedException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolClosedException;
import io.granary.error.UniqueViolationException;
import io.granary.stream.Batch;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.BatchWork;
import io.granary.stream.SqlFlow;
import io.granary.stream.SqlSink;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Streams that write in one transaction. */
public interface OneTransactionCompliance extends OnBench {

    /** Batches of two. */
    BatchSettings<Object> ONE =
            BatchSettings.defaults().withSize(2).withMaxDelay(LONG).inOneTransaction();

    /** A stream that is fed and read by the test. */
    record Run<R>(
            BoundedSourceQueue<Integer> queue,
            CompletionStage<BatchSummary> summary,
            SubscriberProbe<Batch<Integer, R>> reader) {

        static <R> Run<R> of(AsyncEngine engine, BatchWork<Integer, R> work, Materializer materializer) {
            Pair<Pair<BoundedSourceQueue<Integer>, CompletionStage<BatchSummary>>, Publisher<Batch<Integer, R>>> run =
                    Source.<Integer>queue(8)
                            .viaMat(SqlFlow.batches(engine, ONE, work), Keep.both())
                            .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                            .run(materializer);
            return new Run<>(run.first().first(), run.first().second(), SubscriberProbe.on(run.second()));
        }

        static Run<Result> of(Bench bench) {
            return of(
                    bench.engine(), BatchWork.executing(INSERT, ITEM), Materializer.createMaterializer(bench.system()));
        }

        /** Has a batch of two written. */
        void write(int id) {
            Writing.offer(queue, id, id + 1);
            assertThat(reader.requestNext().elements()).containsExactly(id, id + 1);
        }
    }

    @Test
    default void allBatchesAreCommittedAtTheEnd(Bench bench) {
        Run<Result> run = Run.of(bench);
        run.write(1);
        run.write(3);
        assertThat(bench.committed()).isZero();
        assertThat(run.summary().toCompletableFuture()).isNotDone();

        Writing.offer(run.queue(), 5);
        run.queue().complete();

        assertThat(run.reader().requestNext().first()).isEqualTo(4);
        run.reader().assertCompleted();
        assertThat(bench.committed()).isEqualTo(5);
        assertThat(Await.value(run.summary()))
                .extracting(BatchSummary::elements, BatchSummary::batches)
                .containsExactly(5L, 3L);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void aStreamThatEndsBehindAFullBatchIsCommitted(Bench bench) {
        Run<Result> run = Run.of(bench);
        run.write(1);

        run.queue().complete();

        run.reader().assertCompleted();
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void aBatchThatFailsTakesAllWithIt(Bench bench) {
        Run<Result> run = Run.of(bench);
        run.write(1);

        Writing.offer(run.queue(), 3, 1);
        run.reader().request(1);

        BatchFailedException failure = run.reader().failure(BatchFailedException.class);
        assertThat(failure.first()).isEqualTo(2);
        assertThat(failure.elements()).containsExactly(3, 1);
        assertThat(failure).hasCauseInstanceOf(UniqueViolationException.class);
        assertThat(Await.failure(run.summary(), BatchFailedException.class)).isSameAs(failure);
        assertThat(bench.committed()).isZero();
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void aStreamThatFailsIsRolledBackBeforeItIsTold(Bench bench) {
        Run<Result> run = Run.of(bench);
        run.write(1);
        IllegalStateException lost = new IllegalStateException("lost");

        run.queue().fail(lost);

        assertThat(run.reader().failure(IllegalStateException.class)).isSameAs(lost);
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
        assertThat(Await.failure(run.summary(), IllegalStateException.class)).isSameAs(lost);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void whoCancelsRollsBack(Bench bench) {
        Run<Result> run = Run.of(bench);
        run.write(1);

        run.reader().cancel();

        assertThat(Await.failure(run.summary(), InvalidRequestException.class))
                .hasMessageContaining("nothing of the 2 elements");
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void whoCancelsWhileABatchIsWrittenRollsItBackToo(Bench bench) {
        CompletableFuture<Done> gate = new CompletableFuture<>();
        CompletableFuture<Done> begun = new CompletableFuture<>();
        Run<Done> run = Run.of(
                bench.engine(),
                (connection, elements) -> {
                    begun.complete(Done.getInstance());
                    return connection
                            .execute(INSERT, ITEM.apply(elements.get(0)))
                            .thenCompose(first -> gate)
                            .thenCompose(open -> connection.execute(INSERT, ITEM.apply(elements.get(1))))
                            .thenApply(second -> Done.getInstance());
                },
                Materializer.createMaterializer(bench.system()));
        Writing.offer(run.queue(), 1, 2);
        run.reader().request(1);
        Await.value(begun);

        run.reader().cancel();
        Await.failure(run.summary(), InvalidRequestException.class);
        gate.complete(Done.getInstance());

        Numbered.assertNothingIsLent(bench);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aReaderThatFailsRollsBack(Bench bench) {
        CompletionStage<BatchSummary> summary = upTo(10).viaMat(
                        SqlFlow.execute(bench.engine(), INSERT, ONE, ITEM), Keep.right())
                .map(batch -> {
                    if (batch.first() == 4) {
                        throw new IllegalStateException("enough");
                    }
                    return batch;
                })
                .to(Sink.ignore())
                .run(bench.system());

        assertThat(Await.failure(summary, IllegalStateException.class)).hasMessage("enough");
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aMaterializerThatEndsRollsBack(Bench bench) {
        Materializer materializer = Materializer.createMaterializer(bench.system());
        Run<Result> run = Run.of(bench.engine(), BatchWork.executing(INSERT, ITEM), materializer);
        run.write(1);

        materializer.shutdown();

        Await.failure(run.summary(), AbruptStageTerminationException.class);
        Numbered.assertNothingIsLent(bench);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void oneConnectionIsEnough(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));

        assertThat(Await.value(upTo(25).runWith(SqlSink.execute(one, INSERT, ONE, ITEM), bench.system()))
                        .batches())
                .isEqualTo(13);
        assertThat(bench.committed()).isEqualTo(25);
        assertThat(Await.value(one.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    default void whoCancelsBeforeThereIsAConnectionIsToldBeforeThereIsOne(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection taken = Await.value(one.connect());
        PoolProbe pool = PoolProbe.of(one);
        Run<Result> run =
                Run.of(one, BatchWork.executing(INSERT, ITEM), Materializer.createMaterializer(bench.system()));
        run.reader().request(1);
        Writing.offer(run.queue(), 1, 2);
        pool.awaitWaiting(1);

        run.reader().cancel();

        Await.failure(run.summary(), RuntimeException.class);
        Await.value(taken.close());
        pool.awaitRest(Await.PATIENCE);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aClosedEngineFailsTheFirstBatch(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        Await.value(engine.close());

        BatchFailedException failure = Await.failure(
                upTo(3).runWith(SqlSink.execute(engine, INSERT, ONE, ITEM), bench.system()),
                BatchFailedException.class);

        assertThat(failure.elements()).isEqualTo(List.of(1, 2));
        assertThat(failure).hasCauseInstanceOf(PoolClosedException.class);
    }
}
