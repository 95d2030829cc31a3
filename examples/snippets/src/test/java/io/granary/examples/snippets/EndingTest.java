package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.error.PoolClosedException;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void closesTheEngineAndThenTheActorSystem() {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ending");
        AsyncEngine engine = AsyncEngine.create(system, "h2:mem:///ending");

        assertThat(Ending.end(system, engine)).succeedsWithin(Duration.ofSeconds(20));

        assertThat(system.getWhenTerminated()).isCompleted();
        assertThat(engine.connect())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(PoolClosedException.class);
    }
}
