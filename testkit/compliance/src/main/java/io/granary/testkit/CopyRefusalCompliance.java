package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.NotSupportedException;
import io.granary.stream.CopySink;
import java.util.List;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** What is said where the database has no COPY; where it has one, that its suite is run. */
public interface CopyRefusalCompliance extends OnBench {

    @Test
    default void aCopyIsRefusedAndItIsSaidWhatToDoInstead(Bench bench) {
        if (bench.capabilities().supports(Feature.COPY_IN)) {
            assertThat(this)
                    .as("The dialect claims COPY_IN, so its class implements CopyCompliance too.")
                    .isInstanceOf(CopyCompliance.class);
            return;
        }
        FedData data = new FedData();

        assertThat(Await.failure(
                        bench.connection().copyIn(CopyCompliance.INTO_ITEMS, data), NotSupportedException.class))
                .hasMessageContaining("execute(insert(table), rows)");
        Await.failure(
                Source.range(1, 10)
                        .runWith(
                                CopySink.rows(bench.engine(), CopyCompliance.INTO_ITEMS, id -> List.of(id, "")),
                                bench.system()),
                NotSupportedException.class);

        assertThat(data.isSubscribedTo()).isFalse();
        assertThat(bench.committed()).isZero();
    }
}
