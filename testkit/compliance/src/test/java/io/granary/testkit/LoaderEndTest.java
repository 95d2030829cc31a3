package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Loader;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.Shelf;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** A loader is asked when nobody is there any more. */
@Actors
class LoaderEndTest {

    @Test
    void whoeverAsksWhenTheActorSystemHasEndedIsAnswered(ActorTestKit kit) {
        ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        AsyncEngine engine =
                AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);
        Loader<Shelf> loader = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).loader(Shelf.class);
        kit.system().terminate();
        Await.value(kit.system().getWhenTerminated());
        assertThat(Await.failure(loader.get(1), ResourceClosedException.class)).hasMessageContaining("Shelf");
        Await.value(loader.close());
    }
}
