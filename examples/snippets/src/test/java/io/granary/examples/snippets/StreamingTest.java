package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.stream.LaneRun;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.Test;

class StreamingTest extends OnLibrary {

    @Test
    void readsAsManyRowsAsAreWanted() {
        assertThat(await(Streaming.firstTwo(engine, system))).containsExactly("Dune", "Solaris");
    }

    @Test
    void fetchesAndGoesOnWithASource() {
        Materializer materializer = Materializer.createMaterializer(system);

        int rows = await(engine.connect(connection -> Streaming.firstThenRest(connection, materializer)));

        assertThat(rows).isEqualTo(3);
    }

    @Test
    void dealsRowsOut() {
        Materializer materializer = Materializer.createMaterializer(system);

        int rows = await(engine.connect(connection -> {
            LaneRun<CompletionStage<Integer>> run = Streaming.countByLane(connection, materializer);
            return run.lanes().get(0).thenCombine(run.lanes().get(1), Integer::sum);
        }));

        assertThat(rows).isEqualTo(3);
    }
}
