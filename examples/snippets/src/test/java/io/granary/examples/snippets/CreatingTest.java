package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Echo;
import io.granary.engine.IsolationLevel;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.ActorFixture;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ActorFixture.class)
class CreatingTest {

    @Test
    void needsNoMoreThanAUrl(ActorSystem<?> system) {
        AsyncEngine engine = Creating.byUrl(system);
        try {
            assertThat(engine.url().database()).contains("library");
            assertThat(engine.pool().status().toCompletableFuture().join().opened())
                    .isZero();
        } finally {
            engine.close().toCompletableFuture().join();
        }
    }

    @Test
    void takesOptions(ActorSystem<?> system) {
        AsyncEngine engine = Creating.withOptions(system, "h2:mem:///options");
        try {
            assertThat(engine.options().poolSize()).isEqualTo(8);
            assertThat(engine.options().isolationLevel()).contains(IsolationLevel.REPEATABLE_READ);
        } finally {
            engine.close().toCompletableFuture().join();
        }
    }

    @Test
    void readsConfigurationAndEndsWithTheActorSystem() {
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "configured",
                ConfigFactory.parseResources("library.conf").withFallback(ConfigFactory.load()));

        AsyncEngine engine = Creating.configured(system);
        assertThat(engine).isSameAs(Creating.configured(system));
        assertThat(engine.options().poolSize()).isEqualTo(8);
        assertThat(engine.options().poolTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(engine.options().echo()).isEqualTo(Echo.STATEMENTS);

        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        assertThat(engine.connect())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(PoolClosedException.class);
    }
}
