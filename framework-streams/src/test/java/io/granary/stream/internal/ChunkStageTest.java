package io.granary.stream.internal;

import static io.granary.testkit.fixtures.Stages.PATIENCE;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.stream.StreamSummary;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

@Actors
class ChunkStageTest {

    private final IllegalStateException lost = new IllegalStateException("lost");

    private final ActorSystem<?> system;
    private final ScriptedChunks chunks = ScriptedChunks.scripted();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    ChunkStageTest(ActorSystem<?> system) {
        this.system = system;
    }

    /** A source that runs, and who reads it at the test's word. */
    private record Run<T>(SubscriberProbe<T> reader, CompletionStage<StreamSummary> summary) {}

    private Source<Integer, CompletionStage<StreamSummary>> source(ScriptedChunks from) {
        return Source.fromGraph(new ChunkStage<>(from, () -> new RowWriter<>(ScriptedChunks::number), this::look));
    }

    private long look() {
        looks.incrementAndGet();
        return clock.get();
    }

    private <T> Run<T> run(Source<T, CompletionStage<StreamSummary>> source) {
        Pair<CompletionStage<StreamSummary>, Publisher<T>> run = source.toMat(
                        Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                .run(system);
        return new Run<>(SubscriberProbe.on(run.second()), run.first());
    }

    /** A run whose source has subscribed, so that the test can give chunks. */
    private Run<Integer> reading() {
        Run<Integer> run = run(source(chunks));
        awaitRequested(ChunkStage.WINDOW);
        return run;
    }

    private void awaitRequested(long many) {
        Eventually.gives("so many are asked for", PATIENCE, chunks::requested, requested -> requested == many);
    }

    private void awaitCancelled(ScriptedChunks from) {
        Eventually.holds("the subscription is cancelled", PATIENCE, from::isCancelled);
    }

    @Test
    void subscribesAnewAtEachRunAndNotBefore() {
        Source<Integer, CompletionStage<StreamSummary>> source = source(chunks);
        assertThat(chunks.subscribers()).isZero();

        for (int time = 1; time <= 2; time++) {
            Run<Integer> run = run(source);
            awaitRequested(2L * time);
            chunks.give(1, 2).complete();
            assertThat(run.reader().all()).containsExactly(1, 2);
            assertThat(chunks.subscribers()).isEqualTo(time);
        }
    }

    @Test
    void neverHasMoreOnTheirWayThanItsWindow() {
        Run<Integer> run = reading();
        for (int chunk = 1; chunk <= 20; chunk++) {
            // What was asked for and is not begun: one that waits, and the one that is given now.
            assertThat(chunks.requested()).isEqualTo(chunk + 1);
            chunks.give(3 * chunk - 2, 3 * chunk);
            for (int row = 3 * chunk - 2; row <= 3 * chunk; row++) {
                assertThat(run.reader().requestNext()).isEqualTo(row);
                assertThat(chunks.requested()).isEqualTo(chunk + ChunkStage.WINDOW);
            }
        }
        chunks.complete();
        run.reader().assertCompleted();
    }

    @Test
    void asksForNothingWhileNobodyReads() {
        Run<Integer> run = reading();
        chunks.give(1, 3).give(4, 6);

        assertThat(run.reader().requestNext()).isEqualTo(1);

        assertThat(chunks.requested())
                .as("one is read, one waits, one is on its way")
                .isEqualTo(3);
        run.reader().cancel();
        awaitCancelled(chunks);
        assertThat(chunks.requested()).isEqualTo(3);
    }

    @Test
    void endsWithItsLastElementWithoutBeingAskedForMore() {
        Run<Integer> run = reading();
        chunks.give(1, 2);
        run.reader().request(2).next();
        run.reader().next();
        chunks.complete();
        run.reader().assertCompleted();

        Run<Integer> known = run(source(chunks));
        awaitRequested(2 + 1 + 2);
        chunks.give(1, 2).complete();
        known.reader().request(2).assertCompleted();
        assertThat(known.reader().untaken()).isEqualTo(2);
    }

    @Test
    void endsAtOnceWhereThereIsNothing() {
        Run<Integer> run = reading();

        chunks.complete();

        run.reader().assertCompleted();
        assertThat(outcomeOf(run.summary()))
                .extracting(StreamSummary::rows, StreamSummary::chunks)
                .containsExactly(0L, 0L);
    }

    @Test
    void failsAsTheStreamDoesBehindWhatWasGiven() {
        Run<Integer> run = reading();
        chunks.give(1, 2);
        assertThat(run.reader().requestNext()).isEqualTo(1);

        chunks.fail(lost);

        assertThat(run.reader().failure(IllegalStateException.class)).isSameAs(lost);
        assertThat(failureOf(run.summary())).isSameAs(lost);
        assertThat(chunks.isCancelled()).isFalse();
    }

    @Test
    void failsWithWhatCannotBeRead() {
        Source<Integer, CompletionStage<StreamSummary>> unreadable = Source.fromGraph(new ChunkStage<>(
                chunks,
                () -> new RowWriter<>(row -> {
                    if (ScriptedChunks.number(row) == 2) {
                        throw lost;
                    }
                    return ScriptedChunks.number(row);
                })));
        Run<Integer> run = run(unreadable);
        awaitRequested(2);

        chunks.give(1, 3);

        assertThat(run.reader().request(2).next()).isEqualTo(1);
        assertThat(run.reader().failure(IllegalStateException.class)).isSameAs(lost);
        assertThat(failureOf(run.summary())).isSameAs(lost);
        assertThat(chunks.isCancelled()).isTrue();
    }

    @Test
    void whoCancelsHearsWhatCameByThen() {
        Run<Integer> run = reading();
        chunks.give(1, 3);
        assertThat(run.reader().requestNext()).isEqualTo(1);

        run.reader().cancel();

        assertThat(outcomeOf(run.summary()))
                .extracting(StreamSummary::rows, StreamSummary::chunks)
                .containsExactly(3L, 1L);
        awaitCancelled(chunks);
    }

    @Test
    void whoCancelsAtOnceLeavesNoSubscriptionBehind() {
        CompletionStage<StreamSummary> summary =
                source(chunks).to(Sink.cancelled()).run(system);

        outcomeOf(summary);
        Eventually.holds("there was a subscriber", PATIENCE, () -> chunks.subscribers() == 1);
        awaitCancelled(chunks);
    }

    @Test
    void cancelsASubscriptionThatComesTooLate() {
        ScriptedChunks late = ScriptedChunks.admittingLate();
        Run<Integer> run = run(source(late));
        Eventually.holds("there is a subscriber", PATIENCE, () -> late.subscribers() == 1);
        run.reader().cancel();
        outcomeOf(run.summary());

        late.admit();

        awaitCancelled(late);
        assertThat(late.requested()).isZero();
    }

    @Test
    void hearsNothingThatComesTooLate() {
        Run<Integer> run = reading();
        run.reader().cancel();
        StreamSummary summary = outcomeOf(run.summary());

        chunks.give(1, 2).fail(lost);

        assertThat(outcomeOf(run.summary())).isSameAs(summary);
        assertThat(summary.rows()).isZero();
    }

    @Test
    void stopsTheStreamWhenItsMaterializerEnds() {
        Materializer short_ = Materializer.createMaterializer(system);
        Pair<CompletionStage<StreamSummary>, CompletionStage<Done>> run =
                source(chunks).toMat(Sink.ignore(), Keep.both()).run(short_);
        awaitRequested(2);

        short_.shutdown();

        assertThat(failureOf(run.first())).isInstanceOf(AbruptStageTerminationException.class);
        assertThat(failureOf(run.second())).isInstanceOf(Exception.class);
        awaitCancelled(chunks);
    }

    @Test
    void tellsWhoWaitedForWhom() {
        Run<Integer> run = reading();
        chunks.give(1, 2);

        clock.addAndGet(100); // rows are there and nobody asks
        assertThat(run.reader().requestNext()).isEqualTo(1);
        clock.addAndGet(10); // nor now
        assertThat(run.reader().requestNext()).isEqualTo(2);
        clock.addAndGet(1000); // nobody asks, and nothing is there
        looks.set(0);
        run.reader().request(1);
        Eventually.holds("the stage has seen that", PATIENCE, () -> looks.get() == 1);
        clock.addAndGet(10_000);
        chunks.give(3, 3);
        assertThat(run.reader().next()).isEqualTo(3);
        chunks.complete();
        run.reader().assertCompleted();

        assertThat(outcomeOf(run.summary()))
                .isEqualTo(new StreamSummary(3, 2, Duration.ofNanos(10_000), Duration.ofNanos(110)));
    }

    @Test
    void givesTheListsOfAWriter() {
        Run<List<Integer>> run =
                run(Source.fromGraph(new ChunkStage<>(chunks, () -> new PartitionWriter<>(2, ScriptedChunks.READING))));
        awaitRequested(2);
        chunks.give(1, 3).give(4, 5).complete();

        assertThat(run.reader().all()).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }
}
