package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

class LongReadsTest extends OnLibrary {

    private int count(Source<?, ?> source) {
        return await(source.runWith(Sink.seq(), system)).size();
    }

    @Test
    void asksForEachRowOfWhatIsSpooled() {
        List<Integer> read = await(engine.connect(connection -> LongReads.copiesOfEach(connection, system)));

        assertThat(read).isEqualTo(copies());
    }

    @Test
    void readsInTimeInPagesAndInRanges() {
        assertThat(count(LongReads.inAMinute(engine))).isEqualTo(3);
        assertThat(count(LongReads.behind(engine, 1))).isEqualTo(2);
        assertThat(count(LongReads.byFourAtOnce(engine))).isEqualTo(3);
    }

    @Test
    void runsLanesApart() {
        Materializer materializer = Materializer.createMaterializer(system);

        int rows = await(engine.connect(connection -> {
            var lanes = LongReads.twoSources(connection, materializer).lanes();
            var first = lanes.get(0).runWith(Sink.seq(), system);
            var second = lanes.get(1).runWith(Sink.seq(), system);
            return first.thenCombine(second, (one, other) -> one.size() + other.size());
        }));

        assertThat(rows).isEqualTo(3);
    }
}
