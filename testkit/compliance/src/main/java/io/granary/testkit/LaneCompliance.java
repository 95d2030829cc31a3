package io.granary.testkit;

import static io.granary.testkit.StreamCompliance.MANY;
import static io.granary.testkit.StreamCompliance.THOUSAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.stream.AsyncResult;
import io.granary.stream.LaneRun;
import io.granary.stream.LaneSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** Rows dealt out to lanes that run side by side. */
public interface LaneCompliance extends OnDigits {

    private static AsyncResult<Row> thousand(Bench bench) {
        AsyncConnection connection =
                bench.nextConnection().withOptions(ExecutionOptions.none().withFetchSize(100));
        return AsyncResult.of(connection, THOUSAND);
    }

    private static long number(Row row) {
        return ((Number) row.values().get(0)).longValue();
    }

    private static Materializer materializer(Bench bench) {
        return Materializer.createMaterializer(bench.system());
    }

    @Test
    default void equalKeysGoToOneLaneInTheirOrder(Bench bench) {
        LaneRun<CompletionStage<List<Long>>> run = thousand(bench)
                .runLanes(
                        4,
                        row -> number(row) % 10,
                        lane -> Flow.<Row>create().map(LaneCompliance::number).toMat(Sink.seq(), Keep.right()),
                        materializer(bench));

        List<List<Long>> lanes = run.lanes().stream().map(Await::value).toList();

        assertThat(lanes).hasSize(4);
        assertThat(lanes.stream().mapToInt(List::size).sum()).isEqualTo(1000);
        for (List<Long> lane : lanes) {
            assertThat(lane).isSorted();
        }
        for (long digit = 0; digit < 10; digit++) {
            long last = digit;
            assertThat(lanes.stream().filter(lane -> lane.stream().anyMatch(n -> n % 10 == last)))
                    .hasSize(1);
        }
        assertThat(Await.value(run.summary()).rows()).isEqualTo(1000);
    }

    @Test
    default void aLaneThatTakesNothingHoldsTheOthersUpUntilItDoes(Bench bench) {
        AtomicLong other = new AtomicLong();
        LaneRun<Object> run = thousand(bench)
                .runLanes(
                        2,
                        row -> number(row) < 900 ? 0 : 1,
                        lane -> lane == 0
                                ? Sink.<Row>queue(1).mapMaterializedValue(queue -> (Object) queue)
                                : Sink.<Row>foreach(row -> other.incrementAndGet())
                                        .mapMaterializedValue(done -> (Object) done),
                        materializer(bench));
        @SuppressWarnings("unchecked") // the sink of lane 0 is a queue
        SinkQueueWithCancel<Row> slow = (SinkQueueWithCancel<Row>) run.lanes().get(0);

        for (int taken = 0; taken < 100; taken++) {
            assertThat(Await.value(slow.pull())).isPresent();
        }
        // What waits in the slow lane and on the way to it is far less than the 800 rows before those of the other one.
        assertThat(other).hasValue(0);
        assertThat(run.summary().toCompletableFuture()).isNotDone();
        for (int taken = 100; taken < 900; taken++) {
            assertThat(Await.value(slow.pull())).isPresent();
        }
        assertThat(Await.value(slow.pull())).isEmpty();
        assertThat(Await.value(run.summary()).rows()).isEqualTo(1000);
    }

    @Test
    default void aBufferSaysHowFarALaneMayFallBehind(Bench bench) {
        for (boolean room : new boolean[] {true, false}) {
            LaneRun<Source<Row, NotUsed>> run = thousand(bench)
                    .lanes(
                            LaneSettings.of(2).withBuffer(room ? 150 : 20),
                            row -> number(row) < 150 ? 0 : 1,
                            Await.PATIENCE,
                            materializer(bench));
            SinkQueueWithCancel<Row> slow = run.lanes().get(0).runWith(Sink.queue(1), bench.system());
            SinkQueueWithCancel<Row> other = run.lanes().get(1).runWith(Sink.queue(1), bench.system());

            CompletionStage<Optional<Row>> first = other.pull();
            int taken = 0;
            while (!room && taken < 20) {
                assertThat(Await.value(slow.pull())).isPresent();
                taken++;
            }
            if (room) {
                assertThat(Await.value(first)).isPresent();
            } else {
                // Its rows come behind 150 of the slow lane, which has room for a few of them.
                assertThat(first.toCompletableFuture()).isNotDone();
            }
            while (taken < 150) {
                assertThat(Await.value(slow.pull())).isPresent();
                taken++;
            }
            assertThat(Await.value(first)).isPresent();
            other.cancel();
            assertThat(Await.value(slow.pull())).isEmpty();
        }
    }

    @Test
    default void aLaneThatFailsEndsAll(Bench bench) {
        AsyncConnection connection = bench.nextConnection();
        LaneRun<CompletionStage<Done>> run = AsyncResult.of(connection, MANY)
                .runLanes(
                        3,
                        LaneCompliance::number,
                        lane -> Sink.foreach(row -> {
                            if (lane == 1) {
                                throw new IllegalStateException("lane 1 has had enough");
                            }
                        }),
                        materializer(bench));

        assertThat(run.lanes())
                .hasSize(3)
                .allSatisfy(lane -> assertThat(Await.failure(lane, IllegalStateException.class))
                        .hasMessage("lane 1 has had enough"));
        // The source has heard of it when its summary is there; the statement is stopped, and its connection can be
        // used.
        Await.value(run.summary().handle((summary, failure) -> true));
        assertThat(Await.value(connection.execute(Bench.COUNT)).scalarOne()).isNotNull();
    }

    /** Each source is run by whom it is given to. */
    @Test
    default void lanesAreSourcesThatAreRunApart(Bench bench) {
        LaneRun<Source<Row, NotUsed>> run =
                thousand(bench).lanes(4, row -> number(row) % 10, Await.PATIENCE, materializer(bench));

        List<List<Long>> lanes = run.lanes().stream()
                .map(lane -> lane.map(LaneCompliance::number).runWith(Sink.seq(), bench.system()))
                .toList()
                .stream()
                .map(Await::value)
                .toList();

        assertThat(lanes).hasSize(4).allSatisfy(lane -> assertThat(lane).isSorted());
        assertThat(lanes.stream().flatMap(List::stream)).hasSize(1000).doesNotHaveDuplicates();
        assertThat(Await.value(run.summary()).rows()).isEqualTo(1000);
    }

    @Test
    default void withoutAKeyLanesGetTheirRowsInTurn(Bench bench) {
        LaneRun<Source<Row, NotUsed>> run = thousand(bench).lanes(4, Await.PATIENCE, materializer(bench));

        List<Integer> sizes = run.lanes().stream()
                .map(lane -> lane.runFold(0, (count, row) -> count + 1, bench.system()))
                .toList()
                .stream()
                .map(Await::value)
                .toList();

        assertThat(sizes).containsExactly(250, 250, 250, 250);
    }

    @Test
    default void aLaneThatIsNotRunInTimeFailsAll(Bench bench) {
        AsyncConnection connection = bench.nextConnection();
        LaneRun<Source<Row, NotUsed>> run = AsyncResult.of(connection, MANY)
                .lanes(3, LaneCompliance::number, Duration.ofMillis(300), materializer(bench));

        CompletionStage<Done> first = run.lanes().get(0).runWith(Sink.ignore(), bench.system());
        CompletionStage<Done> second = run.lanes().get(1).runWith(Sink.ignore(), bench.system());

        assertThat(Await.failure(first, InvalidRequestException.class)).hasMessageContaining("Lane 2 of 3");
        Await.failure(second, InvalidRequestException.class);
        Await.value(run.summary().handle((summary, failure) -> true));
        assertThat(Await.value(connection.execute(Bench.COUNT)).scalarOne()).isNotNull();
    }

    @Test
    default void aLaneThatIsCancelledLetsTheOthersGoOn(Bench bench) {
        LaneRun<Source<Row, NotUsed>> run =
                thousand(bench).lanes(2, LaneCompliance::number, Await.PATIENCE, materializer(bench));

        CompletionStage<List<Row>> few = run.lanes().get(0).take(5).runWith(Sink.seq(), bench.system());
        CompletionStage<List<Row>> rest = run.lanes().get(1).runWith(Sink.seq(), bench.system());

        assertThat(Await.value(few)).hasSize(5);
        assertThat(Await.value(rest)).hasSize(500);
    }

    @Test
    default void thereHasToBeALane(Bench bench) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> thousand(bench).runLanes(0, row -> 0, lane -> Sink.ignore(), materializer(bench)));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> thousand(bench).lanes(0, Duration.ofSeconds(1), materializer(bench)));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> thousand(bench).lanes(2, Duration.ZERO, materializer(bench)));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> LaneSettings.of(2).withBuffer(0));
    }
}
