package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.RetryPolicy;
import io.granary.testkit.Await;
import io.granary.testkit.ManualTicker;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.junit.Faults;
import io.granary.testkit.junit.GranaryTest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

@GranaryTest
@Actors(manualTime = true)
class AgesTest {

    // #recycle
    @Test
    void anOldConnectionIsReplaced(ActorSystem<?> system, ManualTime time) {
        AsyncEngine engine = AsyncEngine.create(
                system,
                "h2:mem:///ages",
                EngineOptions.defaults().withPoolRecycle(Duration.ofHours(1)).withTicker(ManualTicker.of(system)));
        Await.value(engine.execute(text("select 1")));

        time.timePasses(Duration.ofMinutes(61));
        Await.value(engine.execute(text("select 1")));

        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
        Await.value(engine.close());
    }
    // #recycle

    // #retry
    @Test
    void aConflictIsTriedAgainAfterAPause(AsyncEngine engine, ManualTime time, Faults faults) {
        faults.conflictNext("select 1");
        RetryPolicy patient = RetryPolicy.attempts(2).withBackoff(Duration.ofHours(1), Duration.ofHours(1));

        CompletionStage<?> later = engine.retrying(patient, connection -> connection.execute(text("select 1")));

        Eventually.holds("the pause is over", Await.PATIENCE, () -> {
            time.timePasses(Duration.ofMinutes(1));
            return later.toCompletableFuture().isDone();
        });
        Await.value(later);
    }
    // #retry
}
