package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.orm.OnSessions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session whose owner ends is rolled back at once: here no time passes, so that no timer runs, and nothing but messages and the driver's
 * answers lie between.
 */
@Actors(manualTime = true)
class SessionOwnerEndTest {

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");

    /** How an owner ends. */
    enum End {
        FAILS,
        RESTARTS,
        STOPS
    }

    private static Behavior<End> owner(AsyncSessionMaker sessions, CompletableFuture<AsyncSession> spawned) {
        return Behaviors.setup(context -> {
            spawned.complete(sessions.spawn(context, "session"));
            return Behaviors.receive(End.class)
                    .onMessage(End.class, end -> {
                        if (end == End.STOPS) {
                            return Behaviors.stopped();
                        }
                        throw new IllegalStateException("a defect");
                    })
                    .build();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoEndsHasItsSessionRolledBackThoughNoTimePasses(End end, ActorTestKit kit, ManualTime time) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        driver.on("select 1").rows(List.of("one"), List.of(1));
        AsyncEngine engine = AsyncEngine.create(
                kit.system(),
                "postgresql://nowhere/x",
                EngineOptions.defaults().withTicker(ManualTicker.of(kit.system())),
                driver);
        CompletableFuture<AsyncSession> spawned = new CompletableFuture<>();
        Behavior<End> behavior = owner(AsyncSessionMaker.of(engine, OnSessions.MAPPINGS), spawned);
        ActorRef<End> owner = kit.spawn(
                end == End.RESTARTS ? Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()) : behavior);
        Await.value(Await.value(spawned).execute(text("select 1")));
        assertThat(driver.openTransactions()).isEqualTo(1);

        owner.tell(end);

        Eventually.holds("it is rolled back", Await.PATIENCE, () -> driver.openTransactions() == 0);
        Eventually.holds(
                "its connection is back",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).checkedOut() == 0);
        assertThat(driver.count(DriverCall.ROLLBACK)).isEqualTo(1);
        CompletionStage<?> closed = engine.close();
        Eventually.holds("it is closed", Await.PATIENCE, () -> {
            time.timePasses(Duration.ofSeconds(1));
            return closed.toCompletableFuture().isDone();
        });
    }
}
