package io.granary.stream.internal;

import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.stream.BatchSummary;
import io.granary.testkit.fixtures.Actors;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

@Actors
class NumberingStageTest {

    private final ActorSystem<?> system;

    NumberingStageTest(ActorSystem<?> system) {
        this.system = system;
    }

    private static Source<NumberedBatch<Integer>, CompletionStage<BatchSummary>> numbered(
            Source<List<Integer>, ?> lists) {
        return lists.viaMat(new NumberingStage<Integer>(), Keep.right());
    }

    private static final Source<List<Integer>, ?> THREE =
            Source.from(List.of(List.of(1, 2), List.of(3), List.of(4, 5)));

    @Test
    void numbersTheElements() {
        Pair<CompletionStage<BatchSummary>, CompletionStage<List<NumberedBatch<Integer>>>> run =
                numbered(THREE).toMat(Sink.seq(), Keep.both()).run(system);

        assertThat(outcomeOf(run.second())).extracting(NumberedBatch::first).containsExactly(0L, 2L, 3L);
        assertThat(outcomeOf(run.first()).elements()).isZero();
    }

    @Test
    void eachRunHasNumbersOfItsOwn() {
        Source<NumberedBatch<Integer>, CompletionStage<BatchSummary>> source = numbered(THREE);

        for (int time = 0; time < 2; time++) {
            assertThat(outcomeOf(source.runWith(Sink.head(), system)).first()).isZero();
        }
    }

    @Test
    void endsTheRunHoweverTheStreamEnds() {
        IllegalStateException lost = new IllegalStateException("lost");
        assertThat(failureOf(numbered(Source.failed(lost)).to(Sink.ignore()).run(system)))
                .isSameAs(lost);
        assertThat(failureOf(numbered(THREE)
                        .map(batch -> {
                            throw lost;
                        })
                        .to(Sink.ignore())
                        .run(system)))
                .isSameAs(lost);
        assertThat(outcomeOf(numbered(Source.maybe()).to(Sink.cancelled()).run(system)))
                .isNotNull();
        Materializer short_ = Materializer.createMaterializer(system);
        CompletionStage<BatchSummary> cut =
                numbered(Source.maybe()).to(Sink.ignore()).run(short_);
        short_.shutdown();
        assertThat(failureOf(cut)).isInstanceOf(AbruptStageTerminationException.class);
    }
}
