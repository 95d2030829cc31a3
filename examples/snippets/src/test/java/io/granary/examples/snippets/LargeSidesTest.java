package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.snippets.LargeSides.Probe;
import io.granary.examples.snippets.LargeSides.Sample;
import io.granary.orm.AsyncSessionMaker;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LargeSidesTest extends OnLibrary {

    private static Sample sample(int found) {
        Sample sample = new Sample();
        sample.found = found;
        return sample;
    }

    @Test
    void theHighestIsReplaced() {
        await(LargeSides.MAPPINGS.metaData().createAll(engine));
        try {
            Probe probe = new Probe();
            probe.id = 1;
            probe.samples.add(sample(7));
            probe.samples.add(sample(500));
            List<@Nullable Sample> left =
                    await(AsyncSessionMaker.of(engine, LargeSides.MAPPINGS).begin(session -> {
                        session.add(probe);
                        return session.flush()
                                .thenCompose(done -> LargeSides.replaceHighest(session, probe, sample(9)));
                    }));
            assertThat(left.stream().map(each -> Objects.requireNonNull(each).found))
                    .containsExactlyInAnyOrder(7, 9);
        } finally {
            await(LargeSides.MAPPINGS.metaData().dropAll(engine));
        }
    }
}
