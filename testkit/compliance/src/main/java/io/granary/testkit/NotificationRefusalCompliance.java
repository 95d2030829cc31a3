package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.Notice;
import io.granary.error.NotSupportedException;
import io.granary.stream.NotificationSource;
import io.granary.testkit.fixtures.SubscriberProbe;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;

/** What is said where the database has no channels; where it has them, that their suite is run. */
public interface NotificationRefusalCompliance extends OnBench {

    @Test
    default void listeningAndTellingAreRefused(Bench bench) {
        if (bench.capabilities().supports(Feature.NOTIFICATIONS)) {
            assertThat(this)
                    .as("The dialect claims NOTIFICATIONS, so its class implements NotificationCompliance too.")
                    .isInstanceOf(NotificationCompliance.class);
            return;
        }
        assertThat(SubscriberProbe.<Notice>on(bench.engine().listen("news")).failure(NotSupportedException.class))
                .hasMessageContaining("ask for new rows");
        Await.failure(
                NotificationSource.of(bench.engine(), "news").runWith(Sink.seq(), bench.system()),
                NotSupportedException.class);
        Await.failure(bench.engine().notify("news", "x"), NotSupportedException.class);
        Await.failure(bench.connection().notify("news", "x"), NotSupportedException.class);
    }
}
