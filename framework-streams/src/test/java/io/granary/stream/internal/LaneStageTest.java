package io.granary.stream.internal;

import static io.granary.testkit.fixtures.Stages.PATIENCE;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

@Actors
class LaneStageTest {

    /** What a queue holds of its own: one that was asked for and one that waits. */
    private static final int ITS_OWN = 2;

    private final ActorSystem<?> system;
    private final AtomicInteger dealt = new AtomicInteger();

    LaneStageTest(ActorSystem<?> system) {
        this.system = system;
    }

    private static final Sink<Integer, SinkQueueWithCancel<Integer>> QUEUE =
            Sink.<Integer>queue(1).withAttributes(Attributes.inputBuffer(1, 1));

    /** A thousand numbers in one list: those up to the first bound to lane 0, the others to lane 1. */
    private Pair<SinkQueueWithCancel<Integer>, CompletionStage<List<Integer>>> twoLanes(int bound, int most) {
        LaneStage<Integer> stage = new LaneStage<>(
                2,
                number -> {
                    dealt.incrementAndGet();
                    return number <= bound ? 0 : 1;
                },
                most);
        return Source.single(IntStream.rangeClosed(1, 1000).boxed().toList())
                .toMat(
                        Sink.fromGraph(GraphDSL.create(
                                QUEUE, Sink.<Integer>seq(), Keep.both(), (builder, slow, quick) -> {
                                    UniformFanOutShape<List<Integer>, Integer> dealer = builder.add(stage);
                                    builder.from(dealer.out(0)).to(slow);
                                    builder.from(dealer.out(1)).to(quick);
                                    return SinkShape.of(dealer.in());
                                })),
                        Keep.right())
                .run(system);
    }

    private void awaitDealt(int least, int most) {
        Eventually.gives("so many are dealt", PATIENCE, dealt::get, many -> many >= least);
        assertThat(dealt.get()).isBetween(least, most);
    }

    @Test
    void stopsInTheMidstOfAListWhenALaneIsFull() {
        var lanes = twoLanes(900, 10);

        // The one behind the last that has room is looked at, and held.
        awaitDealt(10 + 1, 10 + 1 + ITS_OWN);
        for (int number = 1; number <= 100; number++) {
            assertThat(outcomeOf(lanes.first().pull())).contains(number);
        }
        awaitDealt(100 + 10 + 1, 100 + 10 + 1 + ITS_OWN);
        assertThat(lanes.second().toCompletableFuture()).isNotDone();

        for (int number = 101; number <= 900; number++) {
            assertThat(outcomeOf(lanes.first().pull())).contains(number);
        }
        assertThat(outcomeOf(lanes.first().pull())).isEmpty();
        assertThat(outcomeOf(lanes.second()))
                .isEqualTo(IntStream.rangeClosed(901, 1000).boxed().toList());
    }

    @Test
    void goesOnWithoutALaneThatHasRoomForAllOfItsOwn() {
        var lanes = twoLanes(100, 100);

        assertThat(outcomeOf(lanes.second())).hasSize(900);
        assertThat(dealt).hasValue(1000);
        for (int number = 1; number <= 100; number++) {
            assertThat(outcomeOf(lanes.first().pull())).contains(number);
        }
        assertThat(outcomeOf(lanes.first().pull())).isEmpty();
    }

    @Test
    void goesOnWithWhatWasHeldForALaneThatIsCancelled() {
        var lanes = twoLanes(900, 10);
        awaitDealt(10 + 1, 10 + 1 + ITS_OWN);

        lanes.first().cancel();

        assertThat(outcomeOf(lanes.second())).hasSize(100).startsWith(901).endsWith(1000);
    }
}
